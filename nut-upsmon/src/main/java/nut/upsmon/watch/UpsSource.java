package nut.upsmon.watch;

import java.time.Duration;

/** What tells the news of one MONITOR line, on a thread of its own, and takes what the decisions want of its UPS. */
interface UpsSource extends Runnable {
    /** How often to tell what the status is, even if nothing has changed, from now on. */
    void every(Duration interval);

    /** Sets the forced shutdown. */
    void force();

    /** Asks how many are logged in. */
    void askLogins();
}
