package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.posix.Chroot;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.common.posix.UserId;
import nut.common.posix.Users;
import nut.upsmon.watch.StateDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child of the parent gives up. The watcher, which strangers talk to, gives up all but its memory and what it has open. */
final class Cell {
    private static final Logger LOG = LoggerFactory.getLogger(Cell.class);

    private Cell() {
    }

    /**
     * Whether {@link #enter} changes the root directory.
     *
     * @param user empty after -p
     */
    static boolean changesRoot(String user) {
        return Credentials.isRoot() && !user.isEmpty();
    }

    /**
     * Whether it is to be left all that it has.
     *
     * @param user empty after -p
     */
    static boolean isLeftOpen(String user) {
        return Credentials.isRoot() && user.isEmpty();
    }

    /**
     * The root directory of a watcher that reads drivers' regions: the state directory itself. A descriptor of it in an empty root would
     * be a way out, for openat goes up from there; the root directory has nothing above it.
     *
     * @param user empty after -p
     * @throws AdminFault when that directory cannot serve, or the user may not read it
     */
    static Path stateRoot(Path stateDirectory, String user) {
        if (changesRoot(user)) {
            UserId id = Users.resolve(user, Optional.empty());
            StateDirectory.complaint(stateDirectory, id, Users.groups(id)).ifPresent(complaint -> {
                throw new AdminFault(complaint);
            });
        }
        return stateDirectory;
    }

    /**
     * Locks the watcher in: a root directory with nothing in it, or nothing but what it is to read, an unprivileged user, no new
     * privileges, no system calls but those of a network client that writes no files, and no core file. Without root there is no directory
     * and no user, and after -p nothing of it. Its parent has shut it in before.
     *
     * @param user empty after -p
     */
    static void enter(Path root, String user, Policy policy) throws PosixException {
        if (isLeftOpen(user)) {
            LOG.info("the watcher stays root and outside a chroot");
        } else {
            boolean locked = changesRoot(user);
            if (locked) {
                UserId id = Users.resolve(user, Optional.empty());
                int[] groups = Users.groups(id);
                Chroot.enter(root);
                Credentials.drop(id, groups);
            } else {
                LOG.info("the watcher stays outside a chroot, as uid {}", Credentials.uid());
            }
            Fence.close(locked ? policy.withoutPlaces() : policy, LOG);
        }
        ProcessControl.signalWhenParentEnds(Kill.SIGTERM);
    }

    /** The notifier, which runs commands, stays where it is and becomes the user; it outlives its parent, to tell of that. */
    static void becomeUser(String user) {
        if (Credentials.isRoot() && !user.isEmpty()) {
            Credentials.drop(Users.resolve(user, Optional.empty()));
        }
    }
}
