package nut.common.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import nut.common.AdminFault;
import nut.common.posix.Kill;
import nut.common.posix.LifeLock;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import org.slf4j.LoggerFactory;

/**
 * A file with a process's number, locked while that process lives: a number without the lock is of a dead process and means nothing. The
 * file appears under its name with the number in it and the lock on it.
 */
public final class PidFile implements AutoCloseable {
    private static final int TRIES = 10;
    private static final String MODE = "rw-r--r--";

    private final Path file;
    private final LifeLock lock;

    private PidFile(Path file, LifeLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Makes this process the holder.
     *
     * @throws AdminFault when a living process holds it, or it cannot be written
     */
    public static PidFile claim(Path file) {
        long pid = ProcessControl.self();
        Path draft = file.resolveSibling("." + file.getFileName() + "." + pid + "-" + Thread.currentThread().threadId());
        LifeLock lock = null;
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(MODE));
            Files.writeString(draft, pid + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            lock = LifeLock.tryHold(draft);
            place(draft, file);
            return new PidFile(file, lock);
        } catch (IOException failed) {
            release(lock);
            throw new AdminFault("the pid file " + file + " cannot be written: " + reason(failed) + "; " + advice(file, failed));
        } catch (AdminFault taken) {
            release(lock);
            throw taken;
        } finally {
            remove(draft);
        }
    }

    /** Gives the draft its name, if no living process has that. Who takes a dead one's place holds the dead one's lock meanwhile. */
    private static void place(Path draft, Path file) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            try {
                Files.createLink(file, draft);
                return;
            } catch (FileAlreadyExistsException held) {
                if (replaced(draft, file)) {
                    return;
                }
            }
        }
        throw new AdminFault(file + " comes and goes; is another instance being stopped? Try again");
    }

    private static boolean replaced(Path draft, Path file) throws IOException {
        try (LifeLock dead = LifeLock.tryHold(file)) {
            if (dead == null) {
                OptionalLong holder = holder(file);
                throw new AdminFault("already running" + (holder.isPresent() ? " as process " + holder.getAsLong() : "") + ": " + file
                    + " is locked; stop that one first");
            }
            if (!dead.isOn(file)) {
                return false;
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.ENOENT) {
                return false;
            }
            throw failed;
        }
    }

    /** The living process that holds a pid file, if there is one. */
    public static OptionalLong holder(Path file) {
        try {
            LifeLock.Seen seen = LifeLock.look(file);
            return seen.held() ? OptionalLong.of(Long.parseLong(seen.text().strip())) : OptionalLong.empty();
        } catch (IOException | NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    /**
     * Sends the living process that holds a pid file a signal. Root does this with no more power than the file's owner has: who may write
     * a pid file can have only processes of his own hit.
     *
     * @return the process, if there was one
     * @throws AdminFault when this user may not look at the file or signal the process
     */
    public static OptionalLong signal(Path file, int signal) {
        try {
            LifeLock.Seen seen = LifeLock.look(file);
            long pid = seen.held() ? Long.parseLong(seen.text().strip()) : -1;
            return pid > 0 && Kill.sendAs(seen.owner(), pid, signal) ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.ENOENT) {
                return OptionalLong.empty();
            }
            throw new AdminFault("the process of " + file + " cannot be signalled: " + failed.getMessage()
                + "; do it as root or as that program's user");
        } catch (IOException | NumberFormatException wrong) {
            throw new AdminFault(file + " is locked but does not say by which process: " + wrong.getMessage());
        }
    }

    /**
     * Takes the file away, if it still is this process's. The kernel drops the lock when the process has ended, so that who waits for that
     * waits for the end of the process.
     */
    @Override
    public void close() {
        try {
            if (lock.isOn(file)) {
                Files.delete(file);
            }
        } catch (IOException left) {
            LoggerFactory.getLogger(PidFile.class).warn("{} stays behind: {}", file, reason(left));
        }
    }

    private static void release(LifeLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    private static void remove(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException left) {
            LoggerFactory.getLogger(PidFile.class).warn("{} stays behind: {}", draft, reason(left));
        }
    }

    private static String advice(Path file, IOException failed) {
        return failed instanceof NoSuchFileException ? "make it: install -d -o root -g nut -m 1770 " + file.getParent()
            : "its directory must be writable by this program's user (a state directory is root:nut, mode 1770), and an old file of"
                + " another user be removed";
    }

    private static String reason(IOException failed) {
        return failed instanceof NoSuchFileException ? "there is no such directory"
            : failed instanceof AccessDeniedException ? "permission denied"
            : failed instanceof PosixException ? failed.getMessage() : failed.getClass().getSimpleName() + " " + failed.getMessage();
    }
}
