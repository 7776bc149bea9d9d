package nut.driver.apc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the UPS to cut the power of its load, and looks at its answer: nothing counts as accepted that the UPS did not accept. */
final class PowerCutter {
    private static final Logger LOG = LoggerFactory.getLogger(PowerCutter.class);
    private static final int STATUS_TRIES = 3;

    private final SmartLink link;
    private final ApcSettings settings;

    PowerCutter(SmartLink link, ApcSettings settings) {
        this.link = link;
        this.settings = settings;
    }

    /** Tries the methods of the settings in turn. */
    boolean cut() throws IOException {
        for (PowerMethod method : settings.powerMethods()) {
            if (cut(method, settings.wakeUpDelay())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tries one method.
     *
     * @param digits what follows @, if that is the method
     */
    boolean cut(PowerMethod method, String digits) throws IOException {
        return switch (method) {
            case HIBERNATE_ON_BATTERY -> accepted(method, link.command('S'), false);
            case HIBERNATE -> accepted(method, link.commandWithArgument('@', digits.getBytes(StandardCharsets.US_ASCII)), false);
            case HIBERNATE_AS_STATUS_SAYS -> cut(onBattery() ? PowerMethod.HIBERNATE_ON_BATTERY : PowerMethod.HIBERNATE, digits);
            case TURN_OFF_LATER -> accepted(method, link.commandTwice('K'), false);
            case TURN_OFF_NOW -> accepted(method, link.commandTwice('Z'), true);
            case SIMULATE_AND_HIBERNATE -> {
                if (!onBattery() && accepted(method, link.command('U'), false)) {
                    link.listenFor(settings.simulationDelay().toNanos());
                }
                yield accepted(method, link.command('S'), false);
            }
        };
    }

    /** What Q says. A UPS that does not tell is taken to be on battery: then S is right, and a UPS that is not will refuse it. */
    private boolean onBattery() throws IOException {
        for (int i = 0; i < STATUS_TRIES; i++) {
            try {
                String answer = link.ask('Q');
                if (Form.HEX.fits(answer)) {
                    return StatusFlags.of(answer).onBattery();
                }
            } catch (NoAnswer silent) {
                LOG.debug("status before the shutdown command: {}", silent.getMessage());
            }
        }
        LOG.warn("The UPS does not tell its status; it is taken to be on battery");
        return true;
    }

    private static boolean accepted(PowerMethod method, String answer, boolean silenceIsConsent) {
        boolean accepted = answer.equals("OK") || answer.equals(SmartLink.ACCEPTED_BY_OLD_UNIT) || silenceIsConsent && answer.isEmpty();
        if (accepted) {
            LOG.info("{}: accepted{}", method, answer.isEmpty() ? ", without an answer" : " (" + answer + ")");
        } else {
            LOG.error("{}: not accepted, the UPS {}", method, answer.isEmpty() ? "did not answer" : "said " + answer);
        }
        return accepted;
    }
}
