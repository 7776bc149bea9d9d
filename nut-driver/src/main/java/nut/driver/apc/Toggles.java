package nut.driver.apc;

import java.io.IOException;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one and the same byte starts and stops: runtime calibration, the battery test, bypass. Each is sent only when it does what was
 * asked for, so a stop that comes too late does not start anything.
 */
final class Toggles {
    private static final Logger LOG = LoggerFactory.getLogger(Toggles.class);
    private static final char CALIBRATION = 'D';
    private static final char BATTERY_TEST = 'W';
    private static final char BYPASS = '^';
    /** The state register: bits 1, 3 and 5 are bypass because of a fault, by command and by switch. */
    private static final char STATE_REGISTER = '~';
    private static final int IN_BYPASS = 0x2A;
    private static final int STATUS_TRIES = 3;

    private final SmartLink link;

    Toggles(SmartLink link) {
        this.link = link;
    }

    /** Starts or stops the calibration. Its answer may be a mere alert, so what counts is whether it runs. */
    boolean calibrate(boolean on) throws IOException {
        if (status().calibrating() == on) {
            LOG.warn("The calibration {}", on ? "is running already" : "is not running");
            return false;
        }
        String answer = link.command(CALIBRATION);
        boolean done = answer.equals("OK") || status().calibrating() == on;
        if (!done) {
            LOG.warn("calibration: the UPS {}", Verdicts.words(answer));
        }
        return done;
    }

    /** Stops the battery test. On line there is none, and the byte would start one. */
    boolean stopBatteryTest() throws IOException {
        if (!status().onBattery()) {
            LOG.warn("There is no battery test to stop: the UPS is not on battery");
            return false;
        }
        return Verdicts.isAccepted("test.battery.stop", link.command(BATTERY_TEST));
    }

    /** Goes to bypass or leaves it; a UPS that went the wrong way is sent back. */
    boolean bypass(boolean on, CommandSet commands) throws IOException {
        if (commands.has(STATE_REGISTER)) {
            String register = link.ask(STATE_REGISTER);
            if (Form.HEX.fits(register) && (Integer.parseInt(register, 16) & IN_BYPASS) != 0 == on) {
                LOG.warn("The UPS is {} bypass already", on ? "in" : "out of");
                return false;
            }
        }
        String wrong = on ? "INV" : "BYP";
        String answer = link.command(BYPASS);
        if (answer.equals(wrong)) {
            LOG.warn("The UPS was {} bypass already, and is sent back there", on ? "in" : "out of");
            answer = link.command(BYPASS);
        }
        return !answer.equals(wrong) && Verdicts.isAccepted(on ? "bypass.start" : "bypass.stop", answer);
    }

    private StatusFlags status() throws IOException {
        String answer = "";
        for (int attempt = 0; attempt < STATUS_TRIES; attempt++) {
            answer = link.ask('Q');
            if (Form.HEX.fits(answer)) {
                return StatusFlags.of(answer);
            }
        }
        throw new NoAnswer("a status of \"" + SmartLink.printable(answer) + "\"");
    }
}
