package nut.driver.apc;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);
    private static final char CAPABILITIES = 0x1A;
    private static final long NOISY_NANOS = 1_000_000_000L;
    private static final int VALUE_TRIES = 2;
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

    /** Asks for a variable. */
    Answer ask(Variable variable) throws IOException {
        Answer answer = Answer.NONE;
        for (int attempt = 0; attempt < VALUE_TRIES; attempt++) {
            try {
                String text = link.ask(variable.query(), variable.reading());
                if (text.equals("NA")) {
                    return Answer.NONE;
                }
                if (variable.form().fits(text)) {
                    return new Answer(Result.VALUE, text);
                }
                answer = new Answer(Result.GARBLED, "");
                garbage("an answer to " + SmartLink.shown(variable.query()) + " that is none: \"" + SmartLink.printable(text) + "\"");
                link.awaitQuiet();
            } catch (NoAnswer silence) {
                requireContact(silence);
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
        }
        return null;
    }

    /** Asks for the values that settings can have, by query byte. */
    Map<Character, List<String>> askCapabilities(String firmware) throws IOException {
        char locale = firmware.isEmpty() ? ' ' : firmware.charAt(firmware.length() - 1);
        String answer = "";
        for (int attempt = 0; attempt < VALUE_TRIES; attempt++) {
            try {
                answer = link.ask(CAPABILITIES, Reading.CAPABILITIES);
                Capabilities capabilities = Capabilities.parse(answer, locale);
                if (capabilities.complete()) {
                    return capabilities.values();
                }
            } catch (NoAnswer silence) {
                requireContact(silence);
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
                garbage(silence.getMessage());
                link.awaitQuiet();
                return;
            }
        }
        throw silence;
    }
}
