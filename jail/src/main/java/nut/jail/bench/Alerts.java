package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import nut.common.posix.BootClock;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;

/**
 * From the last bit of an alert byte to its news in the driver's region, on the installed chain: the UPS's log says when the byte was
 * complete, and somebody who does nothing else looks into the region.
 */
public final class Alerts {
    private static final int FAILURES = 100;
    private static final int WARM_UPS = 3;
    private static final int SECONDS = 20;
    private static final double MILLI = 1e6;
    private static final double GOAL_MILLIS = 5;

    private final Chain chain;

    private Alerts(Chain chain) {
        this.chain = chain;
    }

    /**
     * Runs.
     *
     * @param args the installed tree, and an empty folder to work in
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Layout layout = new Layout(Path.of(args[0]), Path.of(args[1]), Credentials.isRoot(), FreePort.find(), 1);
        try (Chain chain = Chain.start(layout)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(chain)));
            new Alerts(chain).run();
        }
        System.exit(0);
    }

    private void run() throws IOException {
        double[] millis = new double[2 * FAILURES];
        for (int i = -WARM_UPS; i < FAILURES; i++) {
            double failed = change("mains off", "OB", "TX 21");
            double back = change("mains on", "OL", "TX 24");
            if (i >= 0) {
                millis[2 * i] = failed;
                millis[2 * i + 1] = back;
            }
        }
        Arrays.sort(millis);
        long late = Arrays.stream(millis).filter(one -> one > GOAL_MILLIS).count();
        System.out.printf("%d alerts ('!' and '$'): median %.2f ms, 99 of 100 %.2f ms, worst %.2f ms; %d later than %.0f ms%n",
            millis.length, millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1], late, GOAL_MILLIS);
    }

    /** Milliseconds from the byte to the region. */
    private double change(String command, String word, String byteInLog) throws IOException {
        long asked = BootClock.nanos();
        chain.tell(command);
        while (!chain.publishedStatus().contains(word)) {
            Thread.onSpinWait();
        }
        long seen = BootClock.nanos();
        Await.until("the UPS logs " + byteInLog, SECONDS, () -> chain.upsLog().first(byteInLog, asked).isPresent());
        return (seen - chain.upsLog().first(byteInLog, asked).orElseThrow()) / MILLI;
    }

    private static void close(Chain chain) {
        try {
            chain.close();
        } catch (IOException failed) {
            System.err.println("alerts: cannot clean up: " + failed.getMessage());
        }
    }
}
