package nut.driver.apc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a UPS says to a command. */
final class Verdicts {
    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    private Verdicts() {
    }

    /** Whether it has accepted; if it has not, that is logged. BYP and INV are its words for having gone to bypass and back. */
    static boolean isAccepted(String command, String answer) {
        boolean accepted = switch (answer) {
            case "OK", "BYP", "INV" -> true;
            default -> false;
        };
        if (!accepted) {
            LOG.warn("{}: the UPS {}", command, words(answer));
        }
        return accepted;
    }

    /** An answer in a sentence that begins with the UPS. */
    static String words(String answer) {
        return answer.isEmpty() ? "did not answer" : "said " + SmartLink.printable(answer);
    }
}
