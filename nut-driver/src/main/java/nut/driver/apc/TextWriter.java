package nut.driver.apc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nut.common.state.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the two texts of the EEPROM, the UPS's name and the date of its battery: the query, -, eight characters padded with CR, OK.
 *
 * <p>Characters that are alerts on this line cannot be read back, and would raise false alarms each time the text is read: refused.
 */
final class TextWriter {
    /** How many characters a text has at most. */
    static final int LENGTH = 8;

    private static final Logger LOG = LoggerFactory.getLogger(TextWriter.class);

    private final SmartLink link;

    TextWriter(SmartLink link) {
        this.link = link;
    }

    static boolean canWrite(Variable variable) {
        return variable.query() == 'c' || variable.query() == 'x';
    }

    Outcome write(Variable variable, String text) throws IOException {
        if (!isWritable(text)) {
            LOG.warn("{} cannot be \"{}\": it takes 1 to {} ASCII characters, none of them one of {}", variable.name(), text, LENGTH,
                Reading.UNASKED);
            return Outcome.INVALID;
        }
        String before = link.ask(variable.query(), variable.reading());
        if (before.equals("NA")) {
            LOG.warn("{} was not written: the UPS does not tell it", variable.name());
            return Outcome.FAILED;
        }
        if (before.strip().equals(text.strip())) {
            return Outcome.HANDLED;
        }
        byte[] padded = new byte[LENGTH];
        Arrays.fill(padded, (byte) '\r');
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        String answer = link.write(padded);
        if (!answer.equals("OK")) {
            LOG.warn("{} was not written: the UPS {}", variable.name(), Verdicts.words(answer));
            return Outcome.FAILED;
        }
        boolean kept = link.ask(variable.query(), variable.reading()).strip().equals(text.strip());
        LOG.info("{} {} \"{}\"", variable.name(), kept ? "is now" : "was written, but is not", text);
        return kept ? Outcome.HANDLED : Outcome.FAILED;
    }

    private static boolean isWritable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || Reading.UNASKED.indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isBlank() && text.length() <= LENGTH;
    }
}
