package nut.upsmon.sched;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CMDSCRIPT. It is a line for the shell, and what it is called with is one more argument, which no shell looks into.
 *
 * @param line as upssched.conf has it
 */
record CommandScript(String line) {
    private static final Logger LOG = LoggerFactory.getLogger(CommandScript.class);

    /** Starts it for a timer, lets it run, and logs how it ends. */
    void startFor(Timer timer) throws PosixException {
        long pid = spawn(timer);
        Thread reaper = new Thread(() -> logEnd(pid, timer.name(), Optional.empty()), "reaper-" + pid);
        reaper.setDaemon(true);
        reaper.start();
    }

    /** Runs it for a command, and waits for its end no longer than one wants to; it then runs on. */
    void run(String command, Event cause, Duration patience) throws PosixException {
        logEnd(spawn(new Timer(command, 0, List.of(cause), 0)), command, Optional.of(patience));
    }

    private long spawn(Timer timer) throws PosixException {
        Spawn script = Spawn.of(List.of("/bin/sh", "-c", line + " \"$1\"", "upssched", timer.name()))
            .environment("NOTIFYTYPE", timer.types()).environment("UPSNAME", timer.upses()).environment("NOTIFYMSG", timer.messages());
        return script.start();
    }

    private static void logEnd(long pid, String command, Optional<Duration> patience) {
        try {
            Optional<Children.End> end = patience.isPresent() ? Children.await(pid, patience.get()) : Optional.of(Children.await(pid));
            if (end.isEmpty()) {
                LOG.warn("CMDSCRIPT {} still runs after {} s; it is left alone", command, patience.get().toSeconds());
            } else if (end.get().good()) {
                LOG.debug("CMDSCRIPT {} has ended well", command);
            } else {
                LOG.warn("CMDSCRIPT {} ended with {}", command, end.get());
            }
        } catch (PosixException gone) {
            LOG.debug("child {} is gone: {}", pid, gone.getMessage());
        }
    }
}
