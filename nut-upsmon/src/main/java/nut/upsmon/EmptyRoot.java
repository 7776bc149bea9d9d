package nut.upsmon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.posix.Credentials;

/** The directory that the watcher lives in: empty, root's, and writable by nobody. */
final class EmptyRoot {
    private static final String NAME = "upsmon.empty";

    private EmptyRoot() {
    }

    /** Makes the directory if it is not there, and checks it. Without root nothing is made, as nothing will be entered. */
    static Path prepare(Path pidPath) {
        Path directory = pidPath.resolve(NAME);
        if (!Credentials.isRoot()) {
            return directory;
        }
        try {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(directory);
            }
            // Where others may write too, the name may be somebody's link to something else; what is root's they cannot replace.
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0)) {
                throw unfit(directory);
            }
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw unfit(directory);
                }
            }
            return directory;
        } catch (IOException failed) {
            throw new AdminFault(directory + ", the watcher's root directory, cannot be made: " + failed + "; see NUT_PIDPATH");
        }
    }

    private static AdminFault unfit(Path directory) {
        return new AdminFault(directory + " must be an empty directory of root's, as upsmon's watcher is locked into it; remove it");
    }
}
