package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;
import nut.common.confine.Fence;
import nut.common.posix.Chroot;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.common.posix.UserId;
import nut.common.posix.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child of the parent gives up. The watcher, which strangers talk to, gives up all but its memory and what it has open. */
final class Cell {
    private static final Logger LOG = LoggerFactory.getLogger(Cell.class);

    private Cell() {
    }

    /**
     * Locks the watcher in: an empty root directory, an unprivileged user, no new privileges, no system calls but a network client's, and
     * no core file. Without root there is no directory and no user, and after -p nothing of it.
     *
     * @param user empty after -p
     */
    static void enter(Path emptyRoot, String user) throws PosixException {
        if (Credentials.isRoot() && user.isEmpty()) {
            LOG.info("the watcher stays root and outside a chroot");
        } else {
            if (Credentials.isRoot()) {
                UserId id = Users.resolve(user, Optional.empty());
                int[] groups = Users.groups(id);
                Chroot.enter(emptyRoot);
                Credentials.drop(id, groups);
            } else {
                LOG.info("the watcher stays outside a chroot, as uid {}", Credentials.uid());
            }
            Fence.close(WatcherPolicy.of(), LOG);
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
