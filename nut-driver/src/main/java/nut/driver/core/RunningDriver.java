package nut.driver.core;

import java.nio.file.Path;
import nut.common.AdminFault;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;

/** The driver that serves a UPS already, as {@code -c} tells it something: found by its pid file. */
public final class RunningDriver {
    private RunningDriver() {
    }

    /**
     * Tells it.
     *
     * @param command {@code reload}, {@code reload-or-exit} or {@code exit}
     * @throws AdminFault when it is no such command, or nobody is there to hear it
     */
    public static void tell(String command, DriverSettings settings, NutEnvironment environment) {
        Path pidFile = Places.of(settings, environment, System.getenv()).pidFile();
        if (PidFile.signal(pidFile, signal(command)).isEmpty()) {
            throw new AdminFault("no driver of UPS " + settings.ups() + " is running: no living process holds " + pidFile);
        }
    }

    /** The same for a process that somebody else knows to be the driver. */
    public static void tell(String command, long pid) {
        try {
            if (!Kill.send(pid, signal(command))) {
                throw new AdminFault("there is no process " + pid);
            }
        } catch (PosixException refused) {
            throw new AdminFault("process " + pid + " cannot be signalled: " + refused.getMessage() + "; do it as root or as its user");
        }
    }

    private static int signal(String command) {
        return switch (command) {
            case "reload" -> Kill.SIGHUP;
            case "reload-or-exit" -> Kill.SIGUSR1;
            case "exit" -> Kill.SIGTERM;
            case "reload-or-error" -> throw new AdminFault("-c reload-or-error has no way to report its error;"
                + " use upscmd UPS driver.reload-or-error");
            default -> throw new AdminFault("-c takes reload, reload-or-exit or exit, not '" + command + "'");
        };
    }
}
