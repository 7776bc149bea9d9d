package nut.upsdrvctl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/**
 * Has each UPS cut the power of its load, by its driver's {@code -k}: the lowest sdorder first, those below 0 not at all unless they are
 * named. The last command of a machine's life, so one UPS's failure never keeps the next one from its turn.
 */
final class ShutdownOrder {
    private final Request request;
    private final Console console;

    ShutdownOrder(Request request, Console console) {
        this.request = request;
        this.console = console;
    }

    void carryOut(List<Driver> drivers) {
        List<Driver> sorted = new ArrayList<>();
        for (Driver driver : drivers) {
            if (driver.order() >= 0 || request.ups().isPresent()) {
                sorted.add(driver);
            } else {
                console.debug(driver + " is left out: sdorder = " + driver.order());
            }
        }
        sorted.sort(Comparator.comparingInt(Driver::order));
        for (Driver driver : sorted) {
            List<String> command = driver.command(request, "-k");
            console.debug("Shutdown " + driver);
            if (request.testing()) {
                console.news("exec: " + String.join(" ", command));
            } else {
                cut(driver, command);
            }
        }
    }

    private void cut(Driver driver, List<String> command) {
        try {
            long pid = Spawn.of(command).start();
            Optional<Children.End> end = Children.await(pid, driver.startDeadline());
            if (end.isEmpty()) {
                Kill.send(pid, Kill.SIGKILL);
                console.failure(driver + " has not had the power cut within " + driver.startDeadline().toSeconds()
                    + " s (maxstartdelay); process " + pid + " was killed");
            } else if (!end.get().good()) {
                console.failure(driver + " failed to have the power cut (" + end.get() + ")");
            } else {
                console.news(driver + " has had the UPS accept to cut the power");
            }
        } catch (PosixException failed) {
            console.failure(driver + ": " + failed.getMessage());
        }
    }
}
