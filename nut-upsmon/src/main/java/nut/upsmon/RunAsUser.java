package nut.upsmon;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf;
import nut.common.posix.Credentials;
import nut.common.posix.Users;

/** Whom watcher and notifier are to become. */
final class RunAsUser {
    private RunAsUser() {
    }

    /**
     * Looks whether there is such a user. Watcher and notifier would find out too, but then only the log would hear it. Whether this is
     * root is asked last, as it calls C.
     *
     * @param asked what {@code -u} says
     * @param file  the name of upsmon.conf
     * @param conf  what stands in it, or the fault that it cannot be read; who is not root hears of that later
     * @throws AdminFault if there is none, or upsmon.conf cannot be read
     */
    static void require(Optional<String> asked, Path file, Supplier<UpsmonConf> conf) {
        Optional<String> configured;
        try {
            configured = asked.isPresent() ? Optional.empty() : conf.get().runAsUser();
        } catch (AdminFault unreadable) {
            if (Credentials.isRoot()) {
                throw unreadable;
            }
            return;
        }
        if (!Credentials.isRoot()) {
            return;
        }
        try {
            asked.or(() -> configured).ifPresent(user -> Users.resolve(user, Optional.empty()));
        } catch (AdminFault unknown) {
            throw new AdminFault((asked.isPresent() ? "-u" : "RUN_AS_USER of " + file) + ": " + unknown.getMessage());
        }
    }
}
