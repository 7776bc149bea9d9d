package nut.upsmon.watch;

import java.time.Duration;

/**
 * What a poller is to do beside asking now and then. Crossing point: the watcher's thread sets, the poller's takes; each wish stands
 * until it is taken, and wishing twice is wishing once.
 */
final class Wishes {
    private static final int NANOS_A_MILLI = 1_000_000;

    private boolean force;
    private boolean forceAgain;
    private boolean logins;
    private boolean woken;

    synchronized void force() {
        force = true;
        forceAgain = true;
        wake();
    }

    synchronized void askLogins() {
        logins = true;
        wake();
    }

    /** Ends the wait, as something else has changed. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /**
     * Whether to set the forced shutdown now. The wish stands for good, as an upsd that starts anew has forgotten it.
     *
     * @param done whether it was set on this connection
     */
    synchronized boolean takeForce(boolean done) {
        boolean now = force && (forceAgain || !done);
        forceAgain = false;
        return now;
    }

    synchronized boolean takeAskLogins() {
        boolean wished = logins;
        logins = false;
        return wished;
    }

    /** Waits for a wish to come that was not waited for yet, or a time to be over. */
    synchronized void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0 && !woken; left = end - System.nanoTime()) {
            wait(left / NANOS_A_MILLI + 1);
        }
        woken = false;
    }
}
