package nut.driver.dummy;

/** The time, and somebody who wakes the driver at one. */
interface AlarmClock {
    /** Now, as System.nanoTime has it. */
    long nanos();

    /** Sets the clock, in place of what it was set to. */
    void wakeAt(long nanos);

    /** Takes back what the clock was set to. */
    void sleepOn();
}
