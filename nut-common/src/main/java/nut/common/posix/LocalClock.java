package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The time of day where this machine stands, by localtime_r(3). The JDK's own rules cost a daemon's start twelve milliseconds, and memory
 * for good: it reads those of the whole world.
 */
public final class LocalClock {
    /** The size of {@code struct tm}, and where in it the ints are. */
    private static final long TM_SIZE = 56;
    private static final int SECOND = 0;
    private static final int MINUTE = 1;
    private static final int HOUR = 2;
    private static final int DAY = 3;
    private static final int MONTH = 4;
    private static final CFunction TZSET = Libc.function("tzset");
    private static final CFunction LOCALTIME_R = Libc.function("localtime_r");

    /**
     * A moment of a year.
     *
     * @param month  1 to 12
     * @param day    1 to 31
     * @param hour   0 to 23
     * @param minute 0 to 59
     * @param second 0 to 60
     */
    public record Moment(int month, int day, int hour, int minute, int second) {
    }

    private LocalClock() {
    }

    /**
     * Reads the time zone, from TZ or {@code /etc/localtime}. Later calls open no file, so a process may lose its root directory, or the
     * right to open files, after this.
     */
    public static void readZone() {
        TZSET.call();
    }

    /** The moment that is some seconds after 1970-01-01T00:00:00Z. */
    public static Moment at(long epochSeconds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(JAVA_LONG);
            time.set(JAVA_LONG, 0, epochSeconds);
            MemorySegment tm = arena.allocate(TM_SIZE, Long.BYTES);
            LOCALTIME_R.call(time.address(), tm.address());
            return new Moment(part(tm, MONTH) + 1, part(tm, DAY), part(tm, HOUR), part(tm, MINUTE), part(tm, SECOND));
        }
    }

    private static int part(MemorySegment tm, int index) {
        return tm.getAtIndex(JAVA_INT, index);
    }
}
