package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Bare descriptors, for those that come from or go to another process by number. */
public final class FileDescriptors {
    /** For reading. */
    public static final int O_RDONLY = 0;
    /** For reading and writing. */
    public static final int O_RDWR = 2;
    /** Fails instead of waiting. */
    static final int O_NONBLOCK = 0x800;
    /** Fails at a symbolic link. The number is an older one on ARM (asm/fcntl.h). */
    static final int O_NOFOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETFD = 2;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FD_CLOEXEC = 1;
    private static final int FIRST_OF_OURS = 3;

    private static final MethodHandle READ =
        Libc.capturing("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle WRITE =
        Libc.capturing("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE = Libc.plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle DUP2 = Libc.capturing("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL =
        Libc.capturingVariadic("fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle OPEN =
        Libc.capturingVariadic("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

    private FileDescriptors() {
    }

    /** Opens a file; the descriptor is closed on exec. */
    public static int open(Path file, int mode) throws PosixException {
        return (int) Call.orFail("open " + file, (arena, errno) ->
            (int) OPEN.invokeExact(errno, arena.allocateFrom(file.toString()), mode | O_CLOEXEC, 0));
    }

    /**
     * Reads into a buffer, going on after a signal.
     *
     * @return how many bytes came, 0 at the end of the file
     */
    public static int read(int descriptor, MemorySegment buffer) throws PosixException {
        for (;;) {
            try {
                return (int) Call.orFail("read", (arena, errno) ->
                    (long) READ.invokeExact(errno, descriptor, buffer, buffer.byteSize()));
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.EINTR) {
                    throw failed;
                }
            }
        }
    }

    /** Writes all of it, going on after a signal. */
    public static void write(int descriptor, byte[] bytes) throws PosixException {
        int written = 0;
        while (written < bytes.length) {
            int from = written;
            try {
                written += (int) Call.orFail("write", (arena, errno) -> {
                    MemorySegment rest = arena.allocateFrom(JAVA_BYTE, bytes).asSlice(from);
                    return (long) WRITE.invokeExact(errno, descriptor, rest, rest.byteSize());
                });
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.EINTR) {
                    throw failed;
                }
            }
        }
    }

    /** Closes a descriptor; one that is not open is left alone. */
    public static void close(int descriptor) {
        try {
            int result = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }

    /** Makes {@code to} another name of {@code from}; it stays open over exec. */
    public static void duplicate(int from, int to) throws PosixException {
        Call.orFail("dup2", (arena, errno) -> (int) DUP2.invokeExact(errno, from, to));
    }

    /** Says whether a descriptor is closed when the process starts another program. */
    public static void closeOnExec(int descriptor, boolean closed) throws PosixException {
        Call.orFail("fcntl", (arena, errno) -> (int) FCNTL.invokeExact(errno, descriptor, F_SETFD, closed ? FD_CLOEXEC : 0));
    }

    /**
     * Another name of a descriptor that is none of the three standard ones, for one that came to be among them because the process was
     * started with these closed.
     *
     * @return {@code descriptor} itself if it is above them
     */
    public static int aboveStandard(int descriptor) throws PosixException {
        if (descriptor >= FIRST_OF_OURS) {
            return descriptor;
        }
        int above = (int) Call.orFail("fcntl", (arena, errno) ->
            (int) FCNTL.invokeExact(errno, descriptor, F_DUPFD_CLOEXEC, FIRST_OF_OURS));
        close(descriptor);
        return above;
    }
}
