package nut.driver.apc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nut.driver.core.Fault;
import nut.driver.line.Line;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks with patience: what is no answer is asked for again, and silence costs contact only when the UPS does not answer to Y either. Keeps
 * count of what is wrong with the line.
 */
final class Inquiry {
    /** What came of a question. */
    enum Result {
        /** An answer of the right form. */
        VALUE,
        /** The UPS is there, but what it said made no sense. */
        GARBLED,
        /** The UPS is there, and does not tell. */
        ABSENT
    }

    /**
     * An answer.
     *
     * @param text as the UPS said it; "" when there is none
     */
    record Answer(Result result, String text) {
        private static final Answer NONE = new Answer(Result.ABSENT, "");
    }

    /** How often a question is asked that the UPS is known to understand. */
    static final int USUAL_TRIES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
    private static final char CAPABILITIES = 0x1A;
    private static final String NOT_AVAILABLE = "NA";
    private static final long NOISY_NANOS = 1_000_000_000L;
    private static final int CONTACT_TRIES = 2;

    private final Line line;
    private final SmartLink link;
    private final Fault garbled;
    private boolean noiseInPoll;
    private long noisyUntil;

    Inquiry(Line line, SmartLink link) {
        this.line = line;
        this.link = link;
        this.garbled = new Fault(LOG, "Garbage on the line", line::nanos);
        this.noisyUntil = line.nanos();
    }

    /** Asks for a variable that the UPS is known to have. */
    Answer ask(Variable variable) throws IOException {
        return ask(variable.query(), variable.reading(), variable.form()::fits, USUAL_TRIES);
    }

    /**
     * Asks a question.
     *
     * @param fits  whether an answer has the form of one; the same answer without it twice is the unit's own, and not garbled
     * @param tries how often to ask; when it is once, silence is no surprise
     */
    Answer ask(char query, Reading reading, Predicate<String> fits, int tries) throws IOException {
        Answer answer = Answer.NONE;
        for (int attempt = 0; attempt < tries; attempt++) {
            try {
                String text = link.ask(query, reading);
                if (text.equals(NOT_AVAILABLE) || answer.result() == Result.GARBLED && answer.text().equals(text)) {
                    return Answer.NONE;
                }
                if (fits.test(text)) {
                    return new Answer(Result.VALUE, text);
                }
                answer = new Answer(Result.GARBLED, text);
                garbage("an answer to " + SmartLink.shown(query) + " that is none: \"" + SmartLink.printable(text) + "\"");
                link.awaitQuiet();
            } catch (NoAnswer silence) {
                requireContact(silence);
                if (tries > 1) {
                    garbage(silence.getMessage());
                }
                link.awaitQuiet();
            }
        }
        return answer;
    }

    /** Asks for the status once; null when the answer is none, or says that the status is not ready. */
    StatusFlags askStatus() throws IOException {
        try {
            String answer = link.ask('Q');
            if (Form.HEX.fits(answer)) {
                return StatusFlags.of(answer);
            }
            if (!answer.equals("SM")) {
                garbage("a status that is none: \"" + SmartLink.printable(answer) + "\"");
                link.awaitQuiet();
            }
        } catch (NoAnswer silence) {
            requireContact(silence);
            garbage(silence.getMessage());
            link.awaitQuiet();
        }
        return null;
    }

    /** Asks for the values that settings can have, by query byte. */
    Map<Character, List<String>> askCapabilities(String firmware) throws IOException {
        char locale = firmware.isEmpty() ? ' ' : firmware.charAt(firmware.length() - 1);
        String answer = "";
        for (int attempt = 0; attempt < USUAL_TRIES; attempt++) {
            try {
                String again = link.ask(CAPABILITIES, Reading.CAPABILITIES);
                boolean same = again.equals(answer);
                answer = again;
                Capabilities capabilities = Capabilities.parse(answer, locale);
                if (capabilities.complete()) {
                    return capabilities.values();
                }
                if (same || answer.equals(NOT_AVAILABLE)) {
                    break;
                }
                link.awaitQuiet();
            } catch (NoAnswer silence) {
                requireContact(silence);
                link.awaitQuiet();
            }
        }
        LOG.warn("The values that settings can have are not understood to their end: \"{}\"", SmartLink.printable(answer));
        return Capabilities.parse(answer, locale).values();
    }

    /** Something came that means nothing. */
    void garbage(String what) {
        noiseInPoll = true;
        noisyUntil = line.nanos() + NOISY_NANOS;
        garbled.occurred(what);
    }

    /** Whether something that means nothing came so lately that an alert may mean nothing, too. */
    boolean isNoisy() {
        return line.nanos() - noisyUntil < 0;
    }

    /** A poll begins: if the last one was clean, the line is clean again. */
    void beginPoll() {
        if (!noiseInPoll) {
            garbled.ended();
        }
        noiseInPoll = false;
    }

    /** A question had no answer: that is a bad moment if the UPS answers to Y, else contact is lost. */
    private void requireContact(NoAnswer silence) throws IOException {
        for (int attempt = 0; attempt < CONTACT_TRIES; attempt++) {
            if (link.isThere()) {
                return;
            }
        }
        throw silence;
    }
}
