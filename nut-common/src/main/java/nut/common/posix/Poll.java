package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/** Waiting on a descriptor no longer than one wants to (poll(2)). */
public final class Poll {
    private static final int POLLIN = 1;
    private static final MethodHandle POLL =
        Libc.capturing("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private Poll() {
    }

    /**
     * Waits until there is something to read, or the other end is closed.
     *
     * @return false when the time was over first
     */
    public static boolean readable(int descriptor, Duration atMost) throws PosixException {
        long end = System.nanoTime() + atMost.toNanos();
        for (;;) {
            long millis = Math.max(0, (end - System.nanoTime() + 999_999) / 1_000_000);
            try {
                // struct pollfd: int fd, short events, short revents.
                return Call.orFail("poll", (arena, errno) -> {
                    MemorySegment watched = arena.allocate(JAVA_INT, 2);
                    watched.setAtIndex(JAVA_INT, 0, descriptor);
                    watched.setAtIndex(JAVA_INT, 1, POLLIN);
                    return (int) POLL.invokeExact(errno, watched, 1L, (int) Math.min(millis, Integer.MAX_VALUE));
                }) > 0;
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.EINTR) {
                    throw failed;
                }
            }
        }
    }
}
