package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line and the environment ask of upsmon.
 *
 * @param confPath   where upsmon.conf is
 * @param pidPath    where the pid file and the watcher's empty root directory are
 * @param foreground whether children log to standard error
 * @param savesPid   whether a pid file is kept
 * @param privileged whether watcher and notifier stay root
 * @param user       whom watcher and notifier become, in place of RUN_AS_USER
 * @param family     4 or 6 to use that version of IP alone, else 0
 * @param timeout    how many seconds a connection to upsd and an answer may take
 * @param debug      how much is said
 */
record UpsmonOptions(Path confPath, Path pidPath, boolean foreground, boolean savesPid, boolean privileged, Optional<String> user,
    int family, Optional<String> timeout, int debug) {

    Path conf() {
        return confPath.resolve("upsmon.conf");
    }

    Path pidFile() {
        return pidFile(pidPath);
    }

    static Path pidFile(Path pidPath) {
        return pidPath.resolve("upsmon.pid");
    }
}
