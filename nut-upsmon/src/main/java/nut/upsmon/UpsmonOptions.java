package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the command line asks of upsmon.
 *
 * @param confPath   where upsmon.conf is
 * @param pidPath    where the pid file and the watcher's empty root directory are
 * @param foreground whether children log to standard error
 * @param savesPid   whether a pid file is kept
 * @param user       whom watcher and notifier become, in place of RUN_AS_USER
 * @param debug      how much is said
 */
record UpsmonOptions(Path confPath, Path pidPath, boolean foreground, boolean savesPid, Optional<String> user, int debug) {
}
