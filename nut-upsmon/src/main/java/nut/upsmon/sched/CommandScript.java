package nut.upsmon.sched;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.command.HeardCommand;
import nut.upsmon.command.HeardCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CMDSCRIPT. It is a line for the shell, and what it is called with is one more argument, which no shell looks into. The beginning and the
 * end of what it prints are logged when it has ended.
 *
 * @param line as upssched.conf has it
 */
record CommandScript(String line) {
    private static final Logger LOG = LoggerFactory.getLogger(CommandScript.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    /** Starts it for a timer, lets it run, and logs how it ends. */
    void startFor(Timer timer, HeardCommands running) throws PosixException {
        HeardCommand script = new HeardCommand(LONGEST_LOOK);
        script.start(call(timer));
        running.add(script);
        Thread listener = new Thread(() -> {
            logEnd(script, timer.name(), Duration.ZERO);
            running.remove(script);
        }, "cmdscript-" + timer.name());
        listener.setDaemon(true);
        listener.start();
    }

    /** Runs it for a command, and waits for its end no longer than one wants to; it then runs on. */
    void run(String command, Event cause, Duration patience) throws PosixException {
        HeardCommand script = new HeardCommand(LONGEST_LOOK);
        script.start(call(new Timer(command, 0, List.of(cause), 0)));
        logEnd(script, command, patience);
    }

    private Spawn call(Timer timer) {
        return Spawn.of(List.of("/bin/sh", "-c", line + " \"$1\"", "upssched", timer.name()))
            .environment("NOTIFYTYPE", timer.types()).environment("UPSNAME", timer.upses()).environment("NOTIFYMSG", timer.messages());
    }

    private static void logEnd(HeardCommand script, String command, Duration patience) {
        try {
            Optional<Children.End> end = script.await(patience);
            if (end.isPresent() && end.get().good()) {
                LOG.debug("CMDSCRIPT {} has ended well", command);
                script.said().forEach(line -> LOG.info("CMDSCRIPT {} said: {}", command, line));
                return;
            }
            if (end.isEmpty()) {
                LOG.warn("CMDSCRIPT {} still runs after {} s; it is left alone", command, patience.toSeconds());
            } else {
                LOG.warn("CMDSCRIPT {} ended with {}", command, end.get());
            }
            script.said().forEach(line -> LOG.warn("CMDSCRIPT {} said: {}", command, line));
        } catch (PosixException gone) {
            LOG.debug("CMDSCRIPT {} is gone: {}", command, gone.getMessage());
        }
    }
}
