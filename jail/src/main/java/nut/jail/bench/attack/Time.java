package nut.jail.bench.attack;

import java.util.concurrent.locks.LockSupport;

/** How long an attack lasts. */
final class Time {
    private final long end;

    Time(long nanos) {
        end = System.nanoTime() + nanos;
    }

    boolean isLeft() {
        return System.nanoTime() < end;
    }

    /** Does nothing for a while, but not beyond the end. */
    void pass(long millis) {
        long until = Math.min(end, System.nanoTime() + millis * 1_000_000);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
