package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** Waiting on a descriptor no longer than one wants to (poll(2)). */
public final class Poll {
    private static final int POLLIN = 1;
    private static final CFunction POLL = Libc.function("poll");

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
            // struct pollfd: int fd, short events, short revents.
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment watched = arena.allocate(JAVA_INT, 2);
                watched.setAtIndex(JAVA_INT, 0, descriptor);
                watched.setAtIndex(JAVA_INT, 1, POLLIN);
                return POLL.orFail("poll", watched.address(), 1, Math.min(millis, Integer.MAX_VALUE)) > 0;
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.EINTR) {
                    throw failed;
                }
            }
        }
    }
}
