package nut.common.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import nut.common.AdminFault;
import nut.common.posix.LifeLock;
import org.slf4j.LoggerFactory;

/** A file with a process's number, locked while that process lives: a number without the lock is of a dead process and means nothing. */
public final class PidFile implements AutoCloseable {
    private static final int TRIES = 5;

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
        try {
            for (int i = 0; i < TRIES; i++) {
                create(file);
                LifeLock lock = LifeLock.tryHold(file);
                if (lock == null) {
                    OptionalLong holder = holder(file);
                    throw new AdminFault("already running" + (holder.isPresent() ? " as process " + holder.getAsLong() : "") + ": " + file
                        + " is locked; stop that one first");
                }
                // Through the path: if the last holder took the locked file away meanwhile, this makes no difference to the new one.
                Files.writeString(file, ProcessHandle.current().pid() + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
                if (LifeLock.isHeld(file)) {
                    return new PidFile(file, lock);
                }
                lock.close();
            }
            throw new AdminFault(file + " comes and goes; is another instance being stopped? Try again");
        } catch (NoSuchFileException goneAgain) {
            throw new AdminFault(file + " cannot be made: its directory does not exist, or another instance is being stopped just now");
        } catch (IOException failed) {
            throw new AdminFault("the pid file " + file + " cannot be written: " + failed.getClass().getSimpleName() + " "
                + failed.getMessage() + "; its directory must be writable by this program's user");
        }
    }

    /** The living process that holds a pid file, if there is one. */
    public static OptionalLong holder(Path file) {
        try {
            if (!Files.exists(file) || !LifeLock.isHeld(file)) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).trim()));
        } catch (IOException | NumberFormatException beingWritten) {
            return OptionalLong.empty();
        }
    }

    /** Takes the file away and gives the lock up. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LoggerFactory.getLogger(PidFile.class).warn("{} stays behind: {}", file, left.getMessage());
        }
        lock.close();
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        } catch (FileAlreadyExistsException fine) {
            return;
        }
    }
}
