package nut.upsdrvctl;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the admin asks for.
 *
 * @param action     what is to be done
 * @param ups        the one UPS; all if empty
 * @param chroot     -r: the jail that the drivers live in
 * @param user       -u: whom the drivers become
 * @param testing    -t: only show what would be done
 * @param debug      -D: how much is said, 0 and up
 * @param passDebug  -d: the drivers say as much
 * @param foreground -F: how often; the drivers stay in the foreground, and this program with them
 * @param background -B: the drivers go to the background whatever else is said
 */
record Request(Action action, Optional<String> ups, Optional<Path> chroot, Optional<String> user, boolean testing, int debug,
               boolean passDebug, int foreground, boolean background) {
    /** The commands. */
    enum Action { START, STOP, SHUTDOWN, LIST, STATUS, HELP, VERSION }

    /** Whether the drivers stay in the foreground. */
    boolean staysInForeground() {
        return foreground > 0 && !background;
    }
}
