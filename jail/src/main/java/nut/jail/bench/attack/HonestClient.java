package nut.jail.bench.attack;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** A client that was there before the attack and asks GET VAR every ten milliseconds. */
final class HonestClient {
    private static final long EVERY_NANOS = 10_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double MILLI = 1e6;
    private static final int MOST_ANSWERS = 100_000;

    private final Victim victim;
    private final Thread thread = new Thread(this::ask, "honest");
    private final double[] millis = new double[MOST_ANSWERS];
    private final double[] oversleptMillis = new double[MOST_ANSWERS];
    private volatile boolean over;
    private volatile int answers;
    private volatile long peakKilobytes;
    private volatile String failure;

    HonestClient(Victim victim) {
        this.victim = victim;
    }

    void start() {
        thread.start();
    }

    /** Ends; what it saw can be asked for then. */
    void end() throws InterruptedException {
        over = true;
        thread.join();
        Arrays.sort(millis, 0, answers);
        Arrays.sort(oversleptMillis, 0, answers);
    }

    private void ask() {
        try (NutConnection connection = NutConnection.open(victim.address(), PATIENCE)) {
            long next = System.nanoTime();
            while (!over && answers < MOST_ANSWERS) {
                long begin = System.nanoTime();
                connection.variable(Victim.UPS, "ups.status");
                millis[answers] = (System.nanoTime() - begin) / MILLI;
                peakKilobytes = Math.max(peakKilobytes, victim.residentKilobytes());
                next = Math.max(next + EVERY_NANOS, System.nanoTime());
                LockSupport.parkNanos(next - System.nanoTime());
                oversleptMillis[answers] = (System.nanoTime() - next) / MILLI;
                answers = answers + 1;
            }
        } catch (IOException | ErrorAnswer failed) {
            failure = failed.toString();
        }
    }

    int answers() {
        return answers;
    }

    /** Milliseconds within which that share of the answers came. */
    double millis(double share) {
        return answers == 0 ? Double.POSITIVE_INFINITY : millis[Math.min(answers - 1, (int) (answers * share))];
    }

    /** Milliseconds within which that share of its own sleeps ended late: what the machine did to it without upsd. */
    double oversleptMillis(double share) {
        return answers == 0 ? 0 : oversleptMillis[Math.min(answers - 1, (int) (answers * share))];
    }

    long peakKilobytes() {
        return peakKilobytes;
    }

    /** Why it got no answer, or null. */
    String failure() {
        return failure;
    }
}
