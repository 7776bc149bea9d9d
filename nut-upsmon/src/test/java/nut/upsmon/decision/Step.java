package nut.upsmon.decision;

/**
 * One thing that happens in a history. Each stands for itself, so any of them can be left out.
 *
 * @param at     when, in milliseconds
 * @param what   what
 * @param which  to which UPS, upsd or machine
 * @param lasts  for how many milliseconds; 0 for what is over at once
 */
record Step(long at, What what, int which, long lasts) {
    enum What {
        /** The mains of a UPS are out. */
        MAINS_OUT,
        /** Its battery is low. */
        LOW,
        ALARM, BYPASS, CAL, OFF, RB,
        /** upsd is down, and has forgotten clients and FSD when it is back. */
        UPSD_DOWN,
        /** The driver is down: upsd has no data. */
        DRIVER_DOWN,
        /** A machine's network is cut. */
        CUT,
        /** A machine's upsmon is down, and knows nothing when it is back. */
        UPSMON_DOWN,
        /** A machine's upsmon gets no turn. */
        STALLED,
        /** The admin says upsmon -c fsd. */
        ADMIN
    }

    long end() {
        return at + lasts;
    }
}
