package nut.driver.apc;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import nut.common.state.Outcome;
import nut.driver.line.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs instant commands. A dangerous one must be asked for twice, the second time 3 to 15 seconds after the first; the first request is
 * handled by remembering it, and nothing is sent. Each command, with its value, remembers its own.
 */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final long SOONEST_NANOS = 3_000_000_000L;
    private static final long LATEST_NANOS = 15_000_000_000L;
    private static final String RETURN = "shutdown.return";
    private static final String RETURN_AFTER = "at:";
    private static final String RETURN_BY_FORCE = "cs";

    private final Line line;
    private final SmartLink link;
    private final PowerCutter cutter;
    private final Toggles toggles;
    private final Map<String, Long> asked = new HashMap<>();

    CommandRunner(Line line, SmartLink link, PowerCutter cutter) {
        this.line = line;
        this.link = link;
        this.cutter = cutter;
        this.toggles = new Toggles(link);
    }

    /** Runs a command that the UPS has; a dangerous one if it is the second request for it. */
    Outcome run(InstantCommand command, String value, CommandSet commands) throws IOException {
        if (command.dangerous() && isValid(command, value, commands)
            && !isConfirmed(command.name() + " " + value.toLowerCase(Locale.ROOT))) {
            LOG.warn("{} takes the power away: ask for it again in 3 to 15 seconds if it is meant", command.name());
            return Outcome.HANDLED;
        }
        return runConfirmed(command, value, commands);
    }

    /** Runs a command that the UPS has, without asking back. */
    Outcome runConfirmed(InstantCommand command, String value, CommandSet commands) throws IOException {
        if (!isValid(command, value, commands)) {
            LOG.warn("{} takes no value \"{}\"", command.name(), value);
            return Outcome.INVALID;
        }
        boolean done = send(command, value.toLowerCase(Locale.ROOT), commands);
        LOG.info("{} {}", command.name(), done ? "done" : "failed");
        return done ? Outcome.HANDLED : Outcome.FAILED;
    }

    private static boolean isValid(InstantCommand command, String value, CommandSet commands) {
        return command.name().equals(RETURN) ? isReturnArgument(value.toLowerCase(Locale.ROOT), commands) : value.isEmpty();
    }

    private boolean send(InstantCommand command, String argument, CommandSet commands) throws IOException {
        return switch (command.name()) {
            case RETURN -> hibernate(argument);
            case "shutdown.default" -> cutter.cut(true);
            case "shutdown.stayoff" -> cutter.cut(PowerMethod.TURN_OFF_LATER, "");
            case "load.off" -> cutter.cut(PowerMethod.TURN_OFF_NOW, "");
            case "load.on" -> turnOn(command);
            case "calibrate.start" -> toggles.calibrate(true);
            case "calibrate.stop" -> toggles.calibrate(false);
            case "test.battery.stop" -> toggles.stopBatteryTest();
            case "bypass.start" -> toggles.bypass(true, commands);
            case "bypass.stop" -> toggles.bypass(false, commands);
            default -> Verdicts.isAccepted(command.name(), link.command(command.request()));
        };
    }

    /** A UPS that turns its load on says nothing. */
    private boolean turnOn(InstantCommand command) throws IOException {
        String answer = link.commandTwice(command.request());
        return answer.isEmpty() || Verdicts.isAccepted(command.name(), answer);
    }

    private boolean hibernate(String argument) throws IOException {
        if (argument.isEmpty()) {
            return cutter.cut(PowerMethod.HIBERNATE_ON_BATTERY, "");
        }
        return argument.equals(RETURN_BY_FORCE) ? cutter.cut(PowerMethod.SIMULATE_AND_HIBERNATE, "")
            : cutter.cut(PowerMethod.HIBERNATE, ApcSettings.padded(argument.substring(RETURN_AFTER.length())));
    }

    private boolean isConfirmed(String request) {
        long now = line.nanos();
        Long before = asked.put(request, now);
        boolean confirmed = before != null && now - before >= SOONEST_NANOS && now - before <= LATEST_NANOS;
        if (confirmed) {
            asked.remove(request);
        }
        return confirmed;
    }

    private static boolean isReturnArgument(String argument, CommandSet commands) {
        if (argument.startsWith(RETURN_AFTER)) {
            return commands.has('@') && ApcSettings.isWakeUpDelay(argument.substring(RETURN_AFTER.length()));
        }
        return commands.has('S') && (argument.isEmpty() || argument.equals(RETURN_BY_FORCE) && commands.has('U'));
    }
}
