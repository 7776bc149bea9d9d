package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.posix.Credentials;
import nut.common.posix.Users;

/** Whom watcher and notifier are to become. */
final class RunAsUser {
    private RunAsUser() {
    }

    /**
     * Looks, as root, whether there is such a user. Watcher and notifier would find out too, but then only the log would hear it.
     *
     * @param asked what {@code -u} says
     * @param file  the name of upsmon.conf
     * @param conf  what stands in it
     * @throws AdminFault if there is none, or upsmon.conf cannot be read
     */
    static void require(Optional<String> asked, Path file, EarlyReading conf) {
        if (!Credentials.isRoot()) {
            return;
        }
        Optional<String> configured = asked.isPresent() ? Optional.empty() : conf.conf().runAsUser();
        try {
            asked.or(() -> configured).ifPresent(user -> Users.resolve(user, Optional.empty()));
        } catch (AdminFault unknown) {
            throw new AdminFault((asked.isPresent() ? "-u" : "RUN_AS_USER of " + file) + ": " + unknown.getMessage());
        }
    }
}
