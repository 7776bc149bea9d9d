package nut.driver.apc;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nut.common.state.Outcome;
import nut.driver.line.Line;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs instant commands. A dangerous one must be asked for twice, the second time 3 to 15 seconds after the first; the first request is
 * handled by remembering it, and nothing is sent. Each command remembers its own.
 */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final long SOONEST_NANOS = 3_000_000_000L;
    private static final long LATEST_NANOS = 15_000_000_000L;

    private final Line line;
    private final SmartLink link;
    private final PowerCutter cutter;
    private final Map<String, Long> asked = new HashMap<>();

    CommandRunner(Line line, SmartLink link, PowerCutter cutter) {
        this.line = line;
        this.link = link;
        this.cutter = cutter;
    }

    /** Runs a command that the UPS has. */
    Outcome run(InstantCommand command, String value) throws IOException {
        String argument = value.toLowerCase(Locale.ROOT);
        boolean returning = command.name().equals("shutdown.return");
        if (!(returning ? isReturnArgument(argument) : argument.isEmpty())) {
            LOG.warn("{} takes no value \"{}\"", command.name(), value);
            return Outcome.INVALID;
        }
        if (command.dangerous() && !isConfirmed(command.name())) {
            LOG.warn("{} takes the power away: ask for it again in 3 to 15 seconds if it is meant", command.name());
            return Outcome.HANDLED;
        }
        boolean done = returning ? hibernate(argument) : send(command);
        LOG.info("{} {}", command.name(), done ? "done" : "failed");
        return done ? Outcome.HANDLED : Outcome.FAILED;
    }

    private boolean send(InstantCommand command) throws IOException {
        return switch (command.name()) {
            case "load.off" -> cutter.cut(PowerMethod.TURN_OFF_NOW, "");
            case "shutdown.stayoff" -> cutter.cut(PowerMethod.TURN_OFF_LATER, "");
            case "load.on" -> link.commandTwice(command.request()).isEmpty();
            case "calibrate.start" -> !isCalibrating() && succeeded(command);
            case "calibrate.stop" -> isCalibrating() && (succeeded(command) || !isCalibrating());
            default -> succeeded(command);
        };
    }

    private boolean hibernate(String argument) throws IOException {
        if (argument.isEmpty()) {
            return cutter.cut(PowerMethod.HIBERNATE_ON_BATTERY, "");
        }
        return argument.equals("cs") ? cutter.cut(PowerMethod.SIMULATE_AND_HIBERNATE, "")
            : cutter.cut(PowerMethod.HIBERNATE, ApcSettings.padded(argument.substring(3)));
    }

    private boolean succeeded(InstantCommand command) throws IOException {
        String answer = link.command(command.request());
        boolean done = switch (answer) {
            case "OK", "BYP", "INV", SmartLink.ACCEPTED_BY_OLD_UNIT -> true;
            default -> false;
        };
        if (!done) {
            LOG.warn("{}: the UPS {}", command.name(), answer.isEmpty() ? "did not answer" : "said " + answer);
        }
        return done;
    }

    private boolean isCalibrating() throws IOException {
        String answer = link.ask('Q');
        if (!Form.HEX.fits(answer)) {
            throw new NoAnswer("a status of \"" + answer + "\"");
        }
        return StatusFlags.of(answer).calibrating();
    }

    private boolean isConfirmed(String command) {
        long now = line.nanos();
        Long before = asked.put(command, now);
        boolean confirmed = before != null && now - before >= SOONEST_NANOS && now - before <= LATEST_NANOS;
        if (confirmed) {
            asked.remove(command);
        }
        return confirmed;
    }

    private static boolean isReturnArgument(String argument) {
        return argument.isEmpty() || argument.equals("cs")
            || argument.startsWith("at:") && ApcSettings.isWakeUpDelay(argument.substring(3));
    }
}
