package nut.driver.apc;

import java.io.IOException;
import java.util.Optional;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the UPS to cut the power of its load, and looks at its answer: nothing counts as accepted that the UPS did not accept. What was
 * sent and what the UPS said stands in the log.
 */
final class PowerCutter {
    /**
     * What is known of the UPS before it is told.
     *
     * @param answers whether it said anything of late
     * @param status  what it said to Q
     */
    private record Situation(boolean answers, Optional<StatusFlags> status) {
        /** A UPS that does not tell is taken to be on battery: then S is right, and a UPS that is not will refuse it. */
        boolean onBattery() {
            return status.map(StatusFlags::onBattery).orElse(true);
        }

        boolean onLine() {
            return status.map(StatusFlags::onLine).orElse(false);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(PowerCutter.class);
    private static final int STATUS_TRIES = 3;
    private static final int SHORT_FORM = 2;

    private final SmartLink link;
    private final ApcSettings settings;

    PowerCutter(SmartLink link, ApcSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    /**
     * Tries the methods of the settings in turn.
     *
     * @param answered whether the UPS has answered to Y
     */
    boolean cut(boolean answered) throws IOException {
        Optional<StatusFlags> status = askStatus();
        LOG.info("Before the shutdown command: ups.status is {}", status.map(StatusFlags::words).orElse("unknown, taken to be OB LB"));
        Situation situation = new Situation(answered || status.isPresent(), status);
        for (PowerMethod method : settings.powerMethods()) {
            try {
                if (cut(method, settings.wakeUpDelay(), situation)) {
                    return true;
                }
            } catch (NoAnswer noise) {
                LOG.error("{}: {}", method, noise.getMessage());
            }
        }
        return false;
    }

    /**
     * Tries one method on a UPS that is in contact.
     *
     * @param digits what follows @, if that is the method
     */
    boolean cut(PowerMethod method, String digits) throws IOException {
        Optional<StatusFlags> status = method == PowerMethod.SIMULATE_AND_HIBERNATE ? askStatus() : Optional.empty();
        return cut(method, digits, new Situation(true, status));
    }

    private boolean cut(PowerMethod method, String digits, Situation situation) throws IOException {
        return switch (method) {
            case HIBERNATE_ON_BATTERY -> hibernateOnBattery();
            case HIBERNATE -> hibernate(digits);
            case HIBERNATE_AS_STATUS_SAYS -> situation.onBattery() ? hibernateOnBattery() : hibernate(digits);
            case HIBERNATE_ONE_WAY_OR_THE_OTHER -> situation.onBattery() && hibernateOnBattery() || hibernate(digits);
            case TURN_OFF_LATER -> accepted(method, "K K", link.commandTwice('K'));
            case TURN_OFF_NOW -> turnOffNow(situation);
            case SIMULATE_AND_HIBERNATE -> simulateAndHibernate(situation);
        };
    }

    private boolean hibernateOnBattery() throws IOException {
        return accepted(PowerMethod.HIBERNATE_ON_BATTERY, "S", link.shutdown('S'));
    }

    /**
     * Two digits are what some units want. One that wants three waits for the third and is silent: Y breaks that off, and it gets three.
     */
    private boolean hibernate(String digits) throws IOException {
        String answer = link.shutdown('@', digits);
        boolean accepted = accepted(PowerMethod.HIBERNATE, "@" + digits, answer);
        if (accepted && answer.equals(Ear.ASTERISK) && Integer.parseInt(digits) == 0) {
            LOG.warn("This is an old unit: it may do nothing at @{}. If its load stays on, choose awd=001", digits);
        }
        if (!accepted && answer.isEmpty() && digits.length() == SHORT_FORM) {
            link.isThere();
            link.awaitQuiet();
            return hibernate("0" + digits);
        }
        return accepted;
    }

    /** A UPS that obeys is silent. So is one that is not there: silence is consent only of a UPS that has just answered. */
    private boolean turnOffNow(Situation situation) throws IOException {
        String answer = link.commandTwice('Z');
        if (answer.isEmpty() && situation.answers()) {
            LOG.info("{}: sent Z Z, the UPS is silent: accepted", PowerMethod.TURN_OFF_NOW);
            return true;
        }
        return accepted(PowerMethod.TURN_OFF_NOW, "Z Z", answer);
    }

    private boolean simulateAndHibernate(Situation situation) throws IOException {
        if (situation.onLine() && accepted(PowerMethod.SIMULATE_AND_HIBERNATE, "U", link.command('U'))) {
            link.listenFor(settings.simulationDelay().toNanos());
        }
        return accepted(PowerMethod.SIMULATE_AND_HIBERNATE, "S", link.shutdown('S'));
    }

    private Optional<StatusFlags> askStatus() throws IOException {
        for (int i = 0; i < STATUS_TRIES; i++) {
            try {
                String answer = link.ask('Q');
                if (Form.HEX.fits(answer)) {
                    return Optional.of(StatusFlags.of(answer));
                }
                LOG.debug("status before the shutdown command: \"{}\"", SmartLink.printable(answer));
            } catch (NoAnswer silent) {
                LOG.debug("status before the shutdown command: {}", silent.getMessage());
            }
        }
        return Optional.empty();
    }

    private static boolean accepted(PowerMethod method, String sent, String answer) {
        boolean accepted = answer.equals("OK") || answer.equals(Ear.ASTERISK);
        if (accepted) {
            LOG.info("{}: sent {}, the UPS {}: accepted", method, sent, Verdicts.words(answer));
        } else {
            LOG.error("{}: sent {}, the UPS {}: not accepted", method, sent, Verdicts.words(answer));
        }
        return accepted;
    }
}
