package nut.jail.chain;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition to come true, looking often, for a bounded time. */
public final class Await {
    /** How many times longer than usual all is waited for; the property is for a machine that is emulated. */
    public static final int TIMES = Integer.getInteger("nut.patience", 1);

    private static final long LOOK_NANOS = 2_000_000;

    private Await() {
    }

    /** How many seconds to wait for what takes some on a machine that is not slow. */
    static int patience(int seconds) {
        return TIMES * seconds;
    }

    /**
     * Waits until it holds.
     *
     * @param what    for the message when it never does
     * @param seconds how long at most, on a machine that is not slow
     * @throws ChainFault when the time is over
     */
    public static void until(String what, int seconds, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + patience(seconds) * 1_000_000_000L;
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
        throw new ChainFault("waited " + patience(seconds) + " s in vain: " + what + (last == null ? "" : " (" + last + ")"));
    }
}
