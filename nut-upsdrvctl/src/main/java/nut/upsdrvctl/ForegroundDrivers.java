package nut.upsdrvctl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nut.common.daemon.Signals;
import nut.common.posix.Children;
import nut.common.posix.CloseOnExec;
import nut.common.posix.Exec;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/**
 * {@code -F start}: the drivers as children of this process, which stays until all have ended and passes TERM, INT and HUP on to them. A
 * single driver takes this process's place.
 */
final class ForegroundDrivers {
    private final Request request;
    private final Console console;
    private final Map<Long, Driver> running = new LinkedHashMap<>();

    ForegroundDrivers(Request request, Console console) {
        this.request = request;
        this.console = console;
    }

    void run(List<Driver> drivers) throws PosixException {
        List<List<String>> commands = new ArrayList<>();
        String flag = request.foreground() > 1 ? "-FF" : "-F";
        for (Driver driver : drivers) {
            commands.add(driver.command(request, flag));
        }
        if (request.testing()) {
            commands.forEach(command -> console.news("exec: " + String.join(" ", command)));
        } else if (commands.size() == 1) {
            CloseOnExec.markAll();
            List<String> command = drivers.getFirst().confineHere(request, false, flag).orElse(commands.getFirst());
            Exec.replace(Path.of(command.getFirst()), command, System.getenv());
        } else {
            runAll(drivers, commands);
        }
    }

    private void runAll(List<Driver> drivers, List<List<String>> commands) throws PosixException {
        synchronized (running) {
            Signals.on("TERM", () -> pass(Kill.SIGTERM));
            Signals.on("INT", () -> pass(Kill.SIGTERM));
            Signals.on("HUP", () -> pass(Kill.SIGHUP));
            for (int i = 0; i < commands.size(); i++) {
                running.put(Spawn.of(commands.get(i)).start(), drivers.get(i));
            }
        }
        for (Map.Entry<Long, Driver> child : Map.copyOf(running).entrySet()) {
            Children.End end = Children.await(child.getKey());
            synchronized (running) {
                running.remove(child.getKey());
            }
            if (!end.good()) {
                console.failure(child.getValue() + " has ended (" + end + ")");
            }
        }
    }

    private void pass(int signal) {
        synchronized (running) {
            for (Map.Entry<Long, Driver> child : running.entrySet()) {
                try {
                    Kill.send(child.getKey(), signal);
                } catch (PosixException failed) {
                    console.failure(child.getValue() + ": " + failed.getMessage());
                }
            }
        }
    }
}
