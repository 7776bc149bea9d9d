package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock on a file that says "the process that made this is alive": the kernel drops it when the process ends, however it ends. These are
 * open file description locks (fcntl(2), F_OFD_SETLK), which no other open and close of the same file in the process can lose.
 *
 * <p>The files are in directories that several users write to: symbolic links are not followed, and nothing but a plain file is taken for
 * one.
 */
public final class LifeLock implements AutoCloseable {
    /**
     * What stands in a locked file, all of one moment and one file.
     *
     * @param held  whether a living process has the lock
     * @param owner the uid of the file's owner
     * @param text  the file's beginning
     */
    public record Seen(boolean held, int owner, String text) {
    }

    private static final int LONGEST_TEXT = 64;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final int F_OFD_SETLKW = 38;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;
    private static final int EACCES = 13;
    private static final int FLOCK_SIZE = 32;
    private static final int MOST_TRIES = 1000;
    private static final long BETWEEN_TRIES_NANOS = 1_000_000;

    private static final CFunction FCNTL = Libc.function("fcntl");

    private int descriptor;

    private LifeLock(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes the lock.
     *
     * @param file an existing file that this process may write
     * @return the lock, or null when a living process has it
     */
    public static LifeLock tryHold(Path file) throws IOException {
        int descriptor = open(file, FileDescriptors.O_RDWR);
        int error = lock(descriptor, F_OFD_SETLK, F_WRLCK);
        for (int tries = 1; isTaken(error) && tries < MOST_TRIES && !isHeld(descriptor, file); tries++) {
            // By one that waited for the end of the last holder, and gives it back at once.
            LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            error = lock(descriptor, F_OFD_SETLK, F_WRLCK);
        }
        if (error == 0) {
            return new LifeLock(descriptor);
        }
        FileDescriptors.close(descriptor);
        if (isTaken(error)) {
            return null;
        }
        throw new IOException(file + " cannot be locked: errno " + error);
    }

    private static boolean isTaken(int error) {
        return error == PosixException.EAGAIN || error == EACCES;
    }

    /** Whether a living process has the lock. */
    public static boolean isHeld(Path file) throws IOException {
        int descriptor = open(file, FileDescriptors.O_RDONLY);
        try {
            return isHeld(descriptor, file);
        } finally {
            FileDescriptors.close(descriptor);
        }
    }

    /** Looks at a lock and at what its file says. */
    public static Seen look(Path file) throws IOException {
        int descriptor = open(file, FileDescriptors.O_RDONLY);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(LONGEST_TEXT);
            int count = FileDescriptors.read(descriptor, buffer);
            String text = new String(buffer.asSlice(0, count).toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
            return new Seen(isHeld(descriptor, file), FileStatus.of(descriptor).owner(), text);
        } finally {
            FileDescriptors.close(descriptor);
        }
    }

    private static boolean isHeld(int descriptor, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment flock = flock(arena, F_RDLCK);
            int error = fcntl(arena, descriptor, F_OFD_GETLK, flock);
            if (error != 0) {
                throw new IOException("the lock on " + file + " cannot be asked for: errno " + error);
            }
            return flock.get(JAVA_SHORT, 0) != F_UNLCK;
        }
    }

    /** Whether this lock's file is the one that a path leads to now. */
    public boolean isOn(Path file) throws IOException {
        int there;
        try {
            there = open(file, FileDescriptors.O_RDONLY);
        } catch (PosixException absent) {
            if (absent.errno() == PosixException.ENOENT) {
                return false;
            }
            throw absent;
        }
        try {
            return FileStatus.of(there).inode() == FileStatus.of(descriptor).inode();
        } finally {
            FileDescriptors.close(there);
        }
    }

    /** Sleeps in the kernel until no living process has the lock. Cannot be interrupted: for a daemon thread of its own. */
    public static void awaitRelease(Path file) throws IOException {
        int descriptor = open(file, FileDescriptors.O_RDONLY);
        try {
            int error;
            do {
                error = lock(descriptor, F_OFD_SETLKW, F_RDLCK);
            } while (error == PosixException.EINTR);
            if (error != 0) {
                throw new IOException("the lock on " + file + " cannot be waited for: errno " + error);
            }
        } finally {
            FileDescriptors.close(descriptor);
        }
    }

    /**
     * The same for who may not lock anything: sleeps until the process ends that is said to have the lock, and looks now and then whether
     * it is held.
     *
     * @param pid   the process that should have the lock
     * @param looks the time between two looks
     */
    public static void awaitRelease(Path file, long pid, Duration looks) throws IOException {
        int descriptor = open(file, FileDescriptors.O_RDONLY);
        try (ProcessEnd holder = ProcessEnd.of(pid)) {
            while (isHeld(descriptor, file)) {
                if (holder.await(looks) && isHeld(descriptor, file)) {
                    // Another has it: its end is not told.
                    LockSupport.parkNanos(looks.toNanos());
                }
            }
        } finally {
            FileDescriptors.close(descriptor);
        }
    }

    /** Gives the lock up. */
    @Override
    public void close() {
        if (descriptor >= 0) {
            FileDescriptors.close(descriptor);
            descriptor = -1;
        }
    }

    private static int open(Path file, int mode) throws IOException {
        int descriptor = FileDescriptors.open(file, mode | FileDescriptors.O_NOFOLLOW | FileDescriptors.O_NONBLOCK);
        if (!FileStatus.of(descriptor).regular()) {
            FileDescriptors.close(descriptor);
            throw new IOException(file + " is not a plain file; remove it");
        }
        return descriptor;
    }

    private static int lock(int descriptor, int operation, short type) {
        try (Arena arena = Arena.ofConfined()) {
            return fcntl(arena, descriptor, operation, flock(arena, type));
        }
    }

    /** struct flock: short l_type, short l_whence, long l_start, long l_len, int l_pid; all zero but the type means the whole file. */
    private static MemorySegment flock(Arena arena, short type) {
        MemorySegment flock = arena.allocate(FLOCK_SIZE, 8);
        flock.set(JAVA_SHORT, 0, type);
        return flock;
    }

    private static int fcntl(Arena arena, int descriptor, int operation, MemorySegment flock) {
        MemorySegment errno = Libc.errnoSegment(arena);
        return (int) FCNTL.callWith(errno, descriptor, operation, flock.address()) == -1 ? Libc.errno(errno) : 0;
    }
}
