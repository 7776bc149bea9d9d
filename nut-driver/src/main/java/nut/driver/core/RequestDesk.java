package nut.driver.core;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nut.common.state.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what upsd asks for to whom it concerns: the driver itself, or the UPS. Owned by the driver's thread. */
final class RequestDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);
    private static final String BUILT_IN = "shutdown.default";
    private static final int LONGEST = 3;
    private static final int PATIENCE = 3;

    private final DriverSelf self;
    private final Driver driver;
    private final Runnable exit;

    /**
     * A desk.
     *
     * @param exit ends the process in good order
     */
    RequestDesk(DriverSelf self, Driver driver, Runnable exit) {
        this.self = self;
        this.driver = driver;
        this.exit = exit;
    }

    /** Carries out {@code INSTCMD name [value]} or {@code SET variable value}. */
    Outcome perform(List<String> words) throws IOException {
        boolean hasValue = words.size() == LONGEST;
        if (words.size() < 2 || words.size() > LONGEST) {
            return Outcome.INVALID;
        }
        return switch (words.getFirst()) {
            case "INSTCMD" -> run(words.get(1), hasValue ? words.get(2) : "");
            case "SET" -> hasValue ? set(words.get(1), words.get(2)) : Outcome.INVALID;
            default -> Outcome.UNKNOWN;
        };
    }

    private Outcome run(String command, String value) throws IOException {
        Optional<Outcome> own = self.run(command, exit);
        return own.isPresent() ? own.get() : driver.run(command, value);
    }

    private Outcome set(String variable, String value) throws IOException {
        Optional<Outcome> own = self.set(variable, value);
        return own.isPresent() ? own.get() : driver.set(variable, value);
    }

    /**
     * Cuts the power.
     *
     * @param commands what {@code sdcommands} of ups.conf has in place of the driver's own way: instant commands, separated by commas, of
     *                 which the first that the UPS accepts ends the matter
     * @return whether the UPS has accepted
     */
    boolean cutPower(Optional<String> commands) throws IOException {
        if (commands.isEmpty()) {
            return driver.cutPower();
        }
        boolean attached = false;
        for (String command : commands.get().split(",")) {
            String name = command.strip();
            if (name.equals(BUILT_IN)) {
                if (driver.cutPower()) {
                    return true;
                }
                continue;
            }
            if (!attached) {
                driver.attach(PATIENCE);
                attached = true;
            }
            Outcome outcome = driver.runAtShutdown(name);
            LOG.info("sdcommands: {} {}", name, outcome);
            if (outcome == Outcome.HANDLED) {
                return true;
            }
        }
        return false;
    }
}
