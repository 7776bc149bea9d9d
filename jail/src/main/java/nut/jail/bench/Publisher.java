package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverEnd;
import nut.common.state.UpsSnapshot;

/**
 * Many drivers in one process, without a UPS: each publishes 45 variables, of which one, {@code ups.timer}, is the moment of the
 * publication (System.nanoTime, which on Linux is one clock for all processes), and says now and then that the data are fresh. Publications
 * are spread evenly over the period. The first of them come faster, so that this process and its reader have compiled their ways before
 * anything is measured.
 */
public final class Publisher {
    private static final String STAMP = "ups.timer";
    /** A driver says that the data are fresh once a poll, which is each 2 s by default. */
    private static final int ROUNDS_A_HEARTBEAT = 4;

    private static final long WARM_UP_NANOS = 1_000_000;

    private Publisher() {
    }

    /** The command line for a process of its own. */
    static List<String> command(Path folder, int count, int everyMillis, int warmUp) {
        return List.of(System.getProperty("java.home") + "/bin/java", "-Xlog:disable", "--add-modules", "nut.common",
            "--enable-native-access=ALL-UNNAMED,nut.common", "-cp", System.getProperty("java.class.path"), Publisher.class.getName(),
            folder.toString(), String.valueOf(count), String.valueOf(everyMillis),
            String.valueOf(warmUp));
    }

    /**
     * Publishes until it is killed.
     *
     * @param args the state directory, the number of UPSes, the milliseconds between two publications of one, and how many publications in
     *             all come each millisecond before that
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        long everyNanos = Long.parseLong(args[2]) * 1_000_000;
        long warmUp = Long.parseLong(args[3]);
        DirectoryWatch watch = DirectoryWatch.open(folder);
        List<DriverEnd> drivers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drivers.add(DriverEnd.create(watch, folder, "ups" + i, "publisher", "1", request -> { }));
        }
        UpsSnapshot.Builder next = snapshot().toBuilder();
        long due = System.nanoTime();
        for (long publication = 0;; publication++) {
            publish(drivers.get((int) (publication % count)), next, publication / count % ROUNDS_A_HEARTBEAT == 0);
            due += publication < warmUp ? WARM_UP_NANOS : everyNanos / count;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** A method of its own, because it is compiled: the loop that calls it is called once and never is. */
    private static void publish(DriverEnd driver, UpsSnapshot.Builder next, boolean saysFresh) {
        driver.publish(next.set(STAMP, String.valueOf(System.nanoTime())).build());
        if (saysFresh) {
            driver.heartbeat();
        }
    }

    private static UpsSnapshot snapshot() {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL");
        for (int i = 0; i < 43; i++) {
            builder.set("experimental.measure." + i, "231.4");
        }
        return builder.build();
    }
}
