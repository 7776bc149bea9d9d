package nut.upsmon.sched;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;

/**
 * LOCKFN, with two locks that the kernel takes back from whoever dies (fcntl(2)): byte 0 is for the call that starts a daemon, byte 1 is
 * the daemon's for its life. The file is empty and stays.
 */
final class LockFile implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = 2_000_000L;
    private static final long STARTER = 0;
    private static final long DAEMON = 1;

    private final FileChannel channel;

    private LockFile(FileChannel channel) {
        this.channel = channel;
    }

    /** For the call that wants to start a daemon: waits for another one that does. */
    static LockFile starting(Path file, Duration patience) {
        return take(file, STARTER, patience, "another upssched has been starting its timer daemon for too long");
    }

    /** For the daemon: waits for one that is about to end. */
    static LockFile serving(Path file, Duration patience) {
        return take(file, DAEMON, patience, "another timer daemon runs, and is not at PIPEFN; end it");
    }

    private static LockFile take(Path file, long which, Duration patience, String otherwise) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            FileChannel channel = open(file);
            for (;;) {
                FileLock lock = channel.tryLock(which, 1, false);
                if (lock != null) {
                    return new LockFile(channel);
                }
                if (System.nanoTime() - end > 0) {
                    channel.close();
                    throw new AdminFault("LOCKFN " + file + " is locked: " + otherwise);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        } catch (IOException failed) {
            throw new AdminFault("LOCKFN " + file + " cannot be locked (" + failed
                + "); have it and PIPEFN in a directory of upsmon's user");
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return create(file);
        } catch (AccessDeniedException leftByNut) {
            // NUT makes the file without any permission, and leaves it behind when it is killed.
            Files.deleteIfExists(file);
            return create(file);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException lockIsGoneAllTheSame) {
            throw new java.io.UncheckedIOException(lockIsGoneAllTheSame);
        }
    }
}
