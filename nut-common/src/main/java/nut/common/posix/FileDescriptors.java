package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Map;

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
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int FD_CLOEXEC = 1;
    private static final int FIRST_OF_OURS = 3;

    private static final CFunction READ = Libc.function("read");
    private static final CFunction WRITE = Libc.function("write");
    private static final CFunction CLOSE = Libc.function("close");
    private static final CFunction DUP2 = Libc.function("dup2");
    private static final CFunction FCNTL = Libc.function("fcntl");
    private static final CFunction OPEN = Libc.function("open");

    private FileDescriptors() {
    }

    /** The descriptor whose number a variable of the environment has, or -1. */
    public static int named(Map<String, String> environment, String variable) {
        try {
            return Integer.parseInt(environment.getOrDefault(variable, "-1"));
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** Opens a file; the descriptor is closed on exec. */
    public static int open(Path file, int mode) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            return OPEN.orFail("open " + file, CStrings.of(arena, file.toString()).address(), mode | O_CLOEXEC);
        }
    }

    /** The same for a file that may well be missing: -1 then, without the words of an exception. */
    static int openIfThere(Path file, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.call(CStrings.of(arena, file.toString()).address(), mode | O_CLOEXEC);
        }
    }

    /**
     * Reads into a buffer, going on after a signal.
     *
     * @return how many bytes came, 0 at the end of the file
     */
    public static int read(int descriptor, MemorySegment buffer) throws PosixException {
        try {
            return READ.orFailUninterrupted("read", descriptor, buffer.address(), buffer.byteSize());
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /**
     * Reads into an array, as far as it goes.
     *
     * @param from the index of the first byte
     * @return how many bytes came, 0 at the end of the file
     */
    public static int read(int descriptor, byte[] into, int from) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(into.length - from);
            int got = read(descriptor, buffer);
            buffer.asByteBuffer().get(into, from, got);
            return got;
        }
    }

    /** Writes all of it, going on after a signal. */
    public static void write(int descriptor, byte[] bytes) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = CStrings.bytes(arena, bytes);
            int written = 0;
            while (written < bytes.length) {
                written += WRITE.orFailUninterrupted("write", descriptor, all.address() + written, bytes.length - written);
            }
        }
    }

    /** Closes a descriptor; one that is not open is left alone. */
    public static void close(int descriptor) {
        CLOSE.call(descriptor);
    }

    /** Makes {@code to} another name of {@code from}; it stays open over exec. */
    public static void duplicate(int from, int to) throws PosixException {
        DUP2.orFail("dup2", from, to);
    }

    /** Makes standard output and error what standard input is: {@code /dev/null}, in a daemon that has been started in the background. */
    public static void muteOutput() throws PosixException {
        duplicate(0, 1);
        duplicate(0, 2);
    }

    /** Says whether a descriptor is closed when the process starts another program. */
    public static void closeOnExec(int descriptor, boolean closed) throws PosixException {
        FCNTL.orFail("fcntl", descriptor, F_SETFD, closed ? FD_CLOEXEC : 0);
    }

    /** From now on nobody who has this end of a pipe waits when he writes to it: a pipe that is full is an error of his (EAGAIN). */
    public static void neverBlock(int writeEnd) throws PosixException {
        FCNTL.orFail("fcntl", writeEnd, F_SETFL, O_NONBLOCK);
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
        int above = FCNTL.orFail("fcntl", descriptor, F_DUPFD_CLOEXEC, FIRST_OF_OURS);
        close(descriptor);
        return above;
    }
}
