package nut.common.daemon;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a daemon is to be started.
 *
 * @param foreground whether it stays where it was started
 * @param chroot     the directory to enter first
 * @param user       the user to become
 * @param group      the group to become, if not the user's own
 * @param debug      how much is said, 0 and up
 */
public record DaemonOptions(boolean foreground, Optional<Path> chroot, Optional<String> user, Optional<String> group, int debug) {
    /** Whether root, directory or user must change before anything else. */
    boolean confines() {
        return chroot.isPresent() || user.isPresent();
    }
}
