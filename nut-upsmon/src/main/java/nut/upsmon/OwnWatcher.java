package nut.upsmon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import nut.common.daemon.PidFile;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;

/**
 * The way of upsmon's own user to a forced shutdown. A NOTIFYCMD such as upssched runs as that user, who may not signal the parent, which
 * is root's; NUT's pid file names the unprivileged half, so that there {@code upsmon -c fsd} works. Here the watcher is signalled, to whom
 * the parent would pass it on.
 */
final class OwnWatcher {
    private static final String MARK = "role=" + Assignment.Role.WATCHER.name();

    private OwnWatcher() {
    }

    /**
     * Asks the watcher of a running upsmon to force the shutdown.
     *
     * @return false when this process is root, or upsmon does not run, or its watcher is not this user's
     */
    static boolean force(Path pidFile) {
        OptionalLong parent = Credentials.isRoot() ? OptionalLong.empty() : PidFile.holder(pidFile);
        if (parent.isEmpty()) {
            return false;
        }
        // While a new crew starts there are two, and the younger one may not listen yet.
        Optional<ProcessHandle> watcher = ProcessHandle.of(parent.getAsLong()).stream().flatMap(ProcessHandle::children)
            .filter(OwnWatcher::isWatcher).min(Comparator.comparing(one -> one.info().startInstant().orElse(Instant.MAX)));
        try {
            return watcher.isPresent() && Kill.send(watcher.get().pid(), Kill.SIGUSR1);
        } catch (PosixException anotherUsers) {
            return false;
        }
    }

    private static boolean isWatcher(ProcessHandle child) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(child.pid()), "cmdline")), StandardCharsets.ISO_8859_1)
                .contains(MARK);
        } catch (IOException gone) {
            return false;
        }
    }
}
