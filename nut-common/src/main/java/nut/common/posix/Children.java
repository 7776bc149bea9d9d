package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Learns how children ended (waitpid(2)). */
public final class Children {
    /**
     * How a child ended.
     *
     * @param exited whether it ended by itself
     * @param value  its exit status, or the signal that ended it
     */
    public record End(boolean exited, int value) {
        /** Whether it ended by itself and well. */
        public boolean good() {
            return exited && value == 0;
        }

        @Override
        public String toString() {
            return exited ? "exit status " + value : "signal " + value;
        }
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int WNOHANG = 1;
    private static final CFunction WAITPID = Libc.function("waitpid");

    private Children() {
    }

    /** Waits for a child's end. */
    public static End await(long pid) throws PosixException {
        return ended(pid, 0).orElseThrow();
    }

    /** Waits for a child's end, but no longer than one wants to. */
    public static Optional<End> await(long pid, Duration atMost) throws PosixException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (;;) {
            Optional<End> end = poll(pid);
            if (end.isPresent() || System.nanoTime() - deadline >= 0) {
                return end;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** How a child ended, if it has. */
    public static Optional<End> poll(long pid) throws PosixException {
        return ended(pid, WNOHANG);
    }

    private static Optional<End> ended(long pid, int options) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            int who = WAITPID.orFailUninterrupted("waitpid " + pid, pid, status.address(), options);
            return who == 0 ? Optional.empty() : Optional.of(end(status.get(JAVA_INT, 0)));
        }
    }

    private static End end(int status) {
        int signal = status & 0x7F;
        return signal == 0 ? new End(true, status >> 8 & 0xFF) : new End(false, signal);
    }
}
