package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/** CLOCK_BOOTTIME: nanoseconds since the machine started, the same for every process, running on while the machine sleeps. */
public final class BootClock {
    private static final int CLOCK_BOOTTIME = 7;
    private static final CFunction CLOCK_GETTIME = Libc.function("clock_gettime");

    private BootClock() {
    }

    /** The time now, in nanoseconds since boot. */
    public static long nanos() {
        try (Arena arena = Arena.ofConfined()) {
            return nanos(arena.allocate(JAVA_LONG, 2), Libc.errnoSegment(arena));
        }
    }

    /** The same for who asks often, one thread at a time: it needs no new memory each time. */
    public static LongSupplier forOneAtATime() {
        Arena arena = Arena.ofAuto();
        MemorySegment time = arena.allocate(JAVA_LONG, 2);
        MemorySegment errno = Libc.errnoSegment(arena);
        return () -> nanos(time, errno);
    }

    private static long nanos(MemorySegment time, MemorySegment errno) {
        CLOCK_GETTIME.callWith(errno, CLOCK_BOOTTIME, time.address());
        return time.getAtIndex(JAVA_LONG, 0) * 1_000_000_000L + time.getAtIndex(JAVA_LONG, 1);
    }
}
