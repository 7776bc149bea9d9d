package nut.jail.chain;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition to come true, looking often, for a bounded time. */
public final class Await {
    private static final long LOOK_NANOS = 2_000_000;

    private Await() {
    }

    /**
     * Waits until it holds.
     *
     * @param what    for the message when it never does
     * @param seconds how long at most
     * @throws ChainFault when the time is over
     */
    public static void until(String what, int seconds, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        Exception last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        throw new ChainFault("waited " + seconds + " s in vain: " + what + (last == null ? "" : " (" + last + ")"));
    }
}
