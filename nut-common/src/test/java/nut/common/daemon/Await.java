package nut.common.daemon;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting on what another process does. */
public final class Await {
    /** The property says how many times longer than usual to wait, on a machine that is emulated. */
    private static final Duration PATIENCE = Duration.ofSeconds(20).multipliedBy(Integer.getInteger("nut.patience", 1));
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Await() {
    }

    /** Returns when it is so; fails the test when it is not in time. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
