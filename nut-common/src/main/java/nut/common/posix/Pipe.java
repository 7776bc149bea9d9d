package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A pipe between processes. Both ends are closed on exec unless a {@link Spawn} hands them on.
 *
 * @param readEnd  the descriptor to read from
 * @param writeEnd the descriptor to write to
 */
public record Pipe(int readEnd, int writeEnd) {
    private static final int O_CLOEXEC = 0x80000;
    private static final MethodHandle PIPE2 = Libc.capturing("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    /** Makes a pipe. */
    public static Pipe open() throws PosixException {
        int[] ends = new int[2];
        Call.orFail("pipe2", (arena, errno) -> {
            MemorySegment both = arena.allocate(JAVA_INT, 2);
            int result = (int) PIPE2.invokeExact(errno, both, O_CLOEXEC);
            ends[0] = both.getAtIndex(JAVA_INT, 0);
            ends[1] = both.getAtIndex(JAVA_INT, 1);
            return result;
        });
        return new Pipe(ends[0], ends[1]);
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
