package nut.upsdrvctl;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;
import nut.common.daemon.PidFile;
import nut.common.daemon.Starter;
import nut.common.daemon.Starter.Word;
import nut.common.posix.PosixException;

/**
 * Starts drivers as daemons, one after the other, and waits for each one's word. A driver that refuses is tried again as ups.conf says;
 * one that says nothing in its time is left to itself, since it may still find its UPS. For the last one this process gives up what the
 * driver is not to have and starts the daemon itself, as it needs nothing more; the others have a starter of their own.
 */
final class StartOrder {
    private final Request request;
    private final Console console;
    private final Starter starter = new Starter();

    StartOrder(Request request, Console console) {
        this.request = request;
        this.console = console;
    }

    void carryOut(List<Driver> drivers) throws PosixException {
        for (Driver driver : drivers) {
            String[] flags = request.passDebug() ? new String[] {"-B"} : new String[0];
            List<String> command = driver.command(request, flags);
            console.debug("Starting " + driver);
            OptionalLong running = PidFile.holder(driver.pidFile());
            if (running.isPresent()) {
                console.news(driver + " already runs as process " + running.getAsLong() + "; stop it first to have it start anew");
            } else if (request.testing()) {
                console.news("exec: " + String.join(" ", command));
            } else if (driver == drivers.getLast()) {
                startFromHere(driver, command, flags);
            } else {
                start(driver, command);
            }
        }
    }

    private void startFromHere(Driver driver, List<String> command, String... flags) throws PosixException {
        List<String> fromHere;
        try {
            fromHere = driver.confineHere(request, true, flags).orElse(command);
        } catch (AdminFault fault) {
            console.relay(driver.program() + ": " + fault.getMessage());
            console.failure(driver + " failed to start");
            return;
        }
        start(driver, fromHere);
    }

    private void start(Driver driver, List<String> command) throws PosixException {
        for (int attempt = 1; attempt <= driver.attempts(); attempt++) {
            Word word = starter.start(command, driver.startDeadline());
            console.relay(word.said());
            switch (word) {
                case Word.Serves serves -> {
                    console.news(driver + " serves as process " + serves.pid());
                    return;
                }
                case Word.Silent silent -> {
                    console.failure(driver + " has not got ready within " + driver.startDeadline().toSeconds()
                        + " s (maxstartdelay) and goes on trying as process " + silent.pid() + "; the system log says more");
                    return;
                }
                case Word.Failed failed -> refused(driver, attempt, failed);
            }
        }
    }

    private void refused(Driver driver, int attempt, Word.Failed failed) {
        String how = driver + " failed to start (" + failed.end().map(Object::toString).orElse("it closed its output, but runs on") + ")";
        if (attempt == driver.attempts()) {
            console.failure(how + (attempt > 1 ? ", also at attempt " + attempt : ""));
        } else {
            console.warning(how + " at attempt " + attempt + " of " + driver.attempts() + "; the next is in "
                + driver.betweenTries().toSeconds() + " s");
            pause(driver.betweenTries().toNanos());
        }
    }

    /** A whole pause, whatever unparks the thread. */
    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
