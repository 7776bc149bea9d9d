package nut.upsmon.decision;

/**
 * Notices that the machine was asleep: CLOCK_BOOTTIME goes on then and CLOCK_MONOTONIC does not (clock_gettime(2)). Times are nanoseconds.
 * That a sleep begins (SUSPEND_STARTING) NUT hears from logind; here {@code upsmon -c suspend} says so, which systemd-sleep(8) runs.
 */
public final class Sleeps {
    /** The two clocks are not read at the same moment. */
    private static final long SHORTEST = 1_000_000_000L;

    private long difference;

    /** Begins with both clocks as they are now. */
    public Sleeps(long bootTime, long monotonic) {
        this.difference = bootTime - monotonic;
    }

    /** Whether the machine slept for a second or longer since the last call. */
    public boolean hasSlept(long bootTime, long monotonic) {
        long before = difference;
        difference = bootTime - monotonic;
        return difference - before >= SHORTEST;
    }
}
