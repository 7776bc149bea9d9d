package nut.common.state;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.posix.LifeLock;
import nut.common.posix.PosixException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one UPS in the state directory, and how they are made and mapped. Files are 0640: the group, which driver and upsd share,
 * reads; only the owner writes.
 */
record StateFiles(Path directory, String ups) {
    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
    private static final String MODE = "rw-r-----";

    /** Refuses a name that would leave the directory. */
    StateFiles {
        if (ups.isEmpty() || ups.startsWith(".") || ups.indexOf('/') >= 0 || !UpsVariable.isName(ups)) {
            throw new AdminFault("'" + ups + "' cannot be the name of a UPS: use letters, digits, '-', '_' and '.'");
        }
    }

    /** The stub of the driver. */
    Path driverStub() {
        return directory.resolve(ups + ".state");
    }

    Path region() {
        return directory.resolve(ups + ".region");
    }

    /** The stub of upsd. */
    Path upsdStub() {
        return directory.resolve(ups + ".upsd");
    }

    Path mailbox() {
        return directory.resolve(ups + ".mailbox");
    }

    /**
     * Makes a new file in place of an old one and maps it for writing. All of it gets its place on the disk now: who wrote into a hole of a
     * mapped file while the disk is full would be ended by the kernel, and a UPS would be lost to somebody's log files.
     *
     * @throws AdminFault when the disk is full, or the directory or an old file of somebody else is in the way
     */
    static MemorySegment create(Path file, long size) {
        boolean made = false;
        try {
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)))) {
                made = true;
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(MODE));
                ByteBuffer nothing = ByteBuffer.allocate(Math.toIntExact(size));
                while (nothing.hasRemaining()) {
                    channel.write(nothing);
                }
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto());
            }
        } catch (IOException failed) {
            if (made) {
                remove(file);
            }
            throw new AdminFault(file + " cannot be made: " + reason(failed)
                + "; the state directory must have room, be writable by this program's user, and hold no old file of another user");
        }
    }

    /**
     * Maps a peer's file for reading, if it is a plain file, has the size that it should and belongs to the owner of its stub.
     *
     * @throws RegionFault when it is not so, or there is no such file
     * @throws IOException when it cannot be looked at or mapped now, which says nothing about who made it
     */
    static MemorySegment map(Path file, long size, Object owner) throws RegionFault, IOException {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            if (!Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                throw new RegionFault(file + " is not a plain file");
            }
            if (!attributes.get("uid").equals(owner)) {
                throw new RegionFault(file + " does not belong to the owner of the stub that names it");
            }
            try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                if (channel.size() != size) {
                    throw new RegionFault(file + " has " + channel.size() + " bytes, and " + size + " were announced");
                }
                return channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            }
        } catch (NoSuchFileException absent) {
            throw new RegionFault(file + " cannot be mapped: it is not there");
        }
    }

    /** A file of this process alone, while it lives. */
    record Claim(MemorySegment mapping, LifeLock life) {
    }

    /**
     * Makes a new file in place of an old one, maps it for writing and holds its life lock. Of several that try, one has it: who makes the
     * new file holds the lock of the old one meanwhile.
     *
     * @return the claim, or null when a living process has the file
     * @throws AdminFault when the directory or an old file of somebody else is in the way
     */
    static Claim claim(Path file, long size) {
        try (LifeLock old = lockInPlace(file)) {
            if (old == null) {
                return null;
            }
            Path draft = file.resolveSibling("." + file.getFileName() + ".new");
            MemorySegment mapping = create(draft, size);
            LifeLock life = LifeLock.tryHold(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return new Claim(mapping, life);
        } catch (IOException failed) {
            throw new AdminFault(file + " cannot be made and locked: " + reason(failed) + "; the state directory must be on a local disk "
                + "and writable by this program's user, and an old file of another user must be removed");
        }
    }

    /** Locks the file that stands there, an empty one if there was none; null when a living process has it. */
    private static LifeLock lockInPlace(Path file) throws IOException {
        for (;;) {
            try {
                if (!exists(file)) {
                    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE)));
                }
                LifeLock lock = LifeLock.tryHold(file);
                if (lock == null || lock.isOn(file)) {
                    return lock;
                }
                lock.close();
            } catch (FileAlreadyExistsException another) {
                LOG.debug("{} is made by another at this moment", file);
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.ENOENT) {
                    throw failed;
                }
            }
        }
    }

    /** Whether the process that made the file lives. */
    static boolean isLocked(Path file) throws IOException {
        try {
            return LifeLock.isHeld(file);
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.ENOENT) {
                return false;
            }
            throw failed;
        }
    }

    static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes a file away; one that cannot be taken away does no harm, since its epoch is dead. */
    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.warn("{} stays behind: {}", file, reason(left));
        }
    }

    static String reason(IOException failed) {
        return failed instanceof FileAlreadyExistsException ? "somebody makes it at the same moment"
            : failed.getClass() == IOException.class ? failed.getMessage()
            : failed.getClass().getSimpleName() + " " + failed.getMessage();
    }
}
