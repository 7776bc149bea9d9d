package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A pipe between processes. Both ends are closed on exec unless a {@link Spawn} hands them on.
 *
 * @param readEnd  the descriptor to read from
 * @param writeEnd the descriptor to write to
 */
public record Pipe(int readEnd, int writeEnd) {
    private static final int O_CLOEXEC = 0x80000;
    private static final CFunction PIPE2 = Libc.function("pipe2");

    /** Makes a pipe. */
    public static Pipe open() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(JAVA_INT, 2);
            PIPE2.orFail("pipe2", ends.address(), O_CLOEXEC);
            return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
        }
    }

    /** Closes the end that this process does not read from. */
    public void closeReadEnd() {
        FileDescriptors.close(readEnd);
    }

    /** Closes the end that this process does not write to. */
    public void closeWriteEnd() {
        FileDescriptors.close(writeEnd);
    }
}
