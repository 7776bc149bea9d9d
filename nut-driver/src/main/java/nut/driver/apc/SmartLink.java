package nut.driver.apc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import nut.driver.line.Line;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * APC's smart protocol on a line: one question, one answer. Owned by the driver's thread.
 *
 * <p>A request is a char: one byte, or two above 0xFF, the high one first ({@code 0x9FD3}), which are sent in one write.
 *
 * <p>The times are those of NUT's apcsmart where it has them: 1.5 s for the answer to Y, ESC and commands, 3 s for what the unit writes
 * into its EEPROM, 200 ms of silence that prove that nothing more comes, 50 ms between the bytes of one command, 1.5 s between the two
 * bytes of a command that is given twice. A limit for an answer is a limit for each of its bytes, because a long answer takes a unit up to
 * 2.6 s.
 */
final class SmartLink {
    private static final Logger LOG = LoggerFactory.getLogger(SmartLink.class);
    private static final char ESC = 0x1B;
    private static final char EDIT = '-';
    private static final int ONE_BYTE = 0xFF;
    private static final int HANDSHAKE_LINES = 4;
    private static final String SMART_MODE = "SM";
    private static final long MILLI = 1_000_000L;
    private static final long ANSWER_NANOS = 1500 * MILLI;
    private static final long SLOW_ANSWER_NANOS = 3000 * MILLI;
    private static final long REFUSAL_NANOS = 200 * MILLI;
    private static final long AFTER_ASTERISK_NANOS = 1000 * MILLI;
    private static final long PACE_NANOS = 50 * MILLI;
    private static final long REPEAT_NANOS = 1550 * MILLI;

    private final Line line;
    private final Ear ear;

    SmartLink(Line line, Ear.Listener listener) {
        this.line = line;
        this.ear = new Ear(line, listener);
    }

    /** What came of an attempt to make the UPS talk. */
    enum Contact {
        /** No answer. */
        NONE,
        /** It answered, and other things were heard as well, or more was asked than one Y: more of that may come. */
        AFTER_OTHERS,
        /** Nothing was heard but its answer to one Y. All that may still come is the same answer again, to a Y of an earlier process. */
        AT_ONCE
    }

    /**
     * Makes the UPS talk: Y, and ESC if that does not help, because some units show a menu. Afterwards the line is quiet.
     *
     * @param rounds  how often to try
     * @param hurried whether the process wants to end and there is to be no further round
     * @return whether the UPS is there
     */
    boolean enterSmartMode(int rounds, BooleanSupplier hurried) throws IOException {
        Contact contact = beginSmartMode(rounds, hurried);
        if (contact == Contact.AT_ONCE) {
            ear.awaitQuiet();
        }
        return contact != Contact.NONE;
    }

    /** The same for who knows SM for no answer to what is asked next: the line is quiet but for that. */
    Contact beginSmartMode(int rounds, BooleanSupplier hurried) throws IOException {
        for (int round = 0; round < rounds && !hurried.getAsBoolean(); round++) {
            Contact contact = contact();
            if (contact == Contact.AT_ONCE && round == 0) {
                return contact;
            }
            if (contact != Contact.NONE) {
                ear.awaitQuiet();
                return Contact.AFTER_OTHERS;
            }
            send(ESC);
            ear.answer(Reading.VALUE, ANSWER_NANOS);
        }
        return Contact.NONE;
    }

    /**
     * Whether the UPS answers to Y, which is harmless at any time, and breaks off a command that waits for its argument. Stray answers to
     * earlier questions may come first.
     */
    boolean isThere() throws IOException {
        return contact() != Contact.NONE;
    }

    private Contact contact() throws IOException {
        boolean silent = ear.takeWaiting();
        send('Y');
        for (int lines = 0; lines < HANDSHAKE_LINES; lines++) {
            String heard = ear.answer(Reading.VALUE, ANSWER_NANOS);
            if (heard == null) {
                return Contact.NONE;
            }
            if (heard.endsWith(SMART_MODE)) {
                if (heard.equals("YSM")) {
                    ear.echoes(true);
                }
                return silent && lines == 0 && heard.equals(SMART_MODE) ? Contact.AT_ONCE : Contact.AFTER_OTHERS;
            }
        }
        return Contact.NONE;
    }

    /** Asks a question to which SM is no answer. What says so is the late answer to a Y: when no more comes, it is asked again. */
    String askAfterY(char query, Reading reading) throws IOException {
        String heard = ask(query, reading);
        if (!heard.equals(SMART_MODE)) {
            return heard;
        }
        ear.awaitQuiet();
        return ask(query, reading);
    }

    /** Asks for a value. */
    String ask(char query) throws IOException {
        return ask(query, Reading.VALUE);
    }

    /**
     * Asks a question.
     *
     * @return the answer without its line end
     * @throws NoAnswer when there is none, or only a piece; the line is quiet then, so that the next answer is the next question's
     */
    String ask(char query, Reading reading) throws IOException {
        ear.takeWaiting();
        send(query);
        String heard = ear.answer(reading, reading.isLong() ? SLOW_ANSWER_NANOS : ANSWER_NANOS);
        LOG.trace("{} -> {}", shown(query), heard);
        if (heard == null) {
            String piece = ear.piece();
            ear.awaitQuiet();
            throw new NoAnswer(piece.isEmpty() ? "no answer to " + shown(query)
                : "only a piece of an answer to " + shown(query) + ": \"" + printable(piece) + "\"");
        }
        return heard;
    }

    /**
     * Gives a command of one byte.
     *
     * @return what the UPS says to it, or "" when it says nothing in time
     */
    String command(char command) throws IOException {
        return command(command, Reading.VALUE, ANSWER_NANOS);
    }

    /** Gives a command that cuts the power, of one byte. */
    String shutdown(char command) throws IOException {
        return command(command, Reading.SHUTDOWN, ANSWER_NANOS);
    }

    /** Steps the setting that was asked for last on to its next value; nothing may be sent in between. */
    String step() throws IOException {
        return command(EDIT, Reading.VALUE, SLOW_ANSWER_NANOS);
    }

    /** Writes a text into the setting that was asked for last. An answer to the first byte is a refusal: no more is sent then. */
    String write(byte[] text) throws IOException {
        return withArgument(EDIT, text, Reading.VALUE, SLOW_ANSWER_NANOS);
    }

    /** Gives a command that cuts the power and has an argument: @nnn. An answer to the first byte is a refusal: no more is sent then. */
    String shutdown(char command, String argument) throws IOException {
        return withArgument(command, argument.getBytes(StandardCharsets.US_ASCII), Reading.SHUTDOWN, ANSWER_NANOS);
    }

    /** Gives a command that counts only when it is given twice: K, Z, ^N. An answer to the first byte is a refusal. */
    String commandTwice(char command) throws IOException {
        ear.takeWaiting();
        LOG.debug("command {}, twice", shown(command));
        long first = line.nanos();
        send(command);
        String refusal = verdict(Reading.SHUTDOWN, REFUSAL_NANOS);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        ear.listenUntil(first + REPEAT_NANOS);
        send(command);
        return verdict(Reading.SHUTDOWN, ANSWER_NANOS);
    }

    /** Listens to alerts for a time. */
    void listenFor(long nanos) throws IOException {
        ear.listenUntil(line.nanos() + nanos);
    }

    /** Takes what the UPS has said by now without being asked. */
    void takeWaiting() throws LineLost {
        ear.takeWaiting();
    }

    /** Takes what comes until nothing comes any more, for at most two seconds. */
    void awaitQuiet() throws LineLost {
        ear.awaitQuiet();
    }

    private String command(char command, Reading reading, long nanos) throws IOException {
        ear.takeWaiting();
        LOG.debug("command {}", shown(command));
        send(command);
        return verdict(reading, nanos);
    }

    /** The rest would be taken for commands if the UPS did not listen for an argument: so it is sent only when the UPS is silent. */
    private String withArgument(char command, byte[] argument, Reading reading, long nanos) throws IOException {
        ear.takeWaiting();
        LOG.debug("command {} with {} bytes of argument", shown(command), argument.length);
        send(command);
        String refusal = verdict(reading, REFUSAL_NANOS);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        for (int i = 0; i < argument.length; i++) {
            if (i > 0) {
                listenFor(PACE_NANOS);
            }
            send((char) (argument[i] & 0xFF));
        }
        return verdict(reading, nanos);
    }

    private String verdict(Reading reading, long nanos) throws IOException {
        String heard = ear.answer(reading, nanos);
        if (Ear.ASTERISK.equals(heard)) {
            ear.answer(Reading.VALUE, AFTER_ASTERISK_NANOS);
        }
        LOG.trace("command -> {}", heard);
        return heard == null ? ear.piece() : heard;
    }

    private void send(char request) throws LineLost {
        byte[] bytes = request > ONE_BYTE ? new byte[] {(byte) (request >> 8), (byte) request} : new byte[] {(byte) request};
        line.write(bytes);
        for (byte sent : bytes) {
            ear.takeEcho(sent);
        }
    }

    /** A request for people. */
    static String shown(char request) {
        if (request > ONE_BYTE) {
            return String.format("%02X %02X", request >> 8, request & ONE_BYTE);
        }
        if (request >= 0x7F) {
            return request == 0x7F ? "DEL" : String.format("%02X", (int) request);
        }
        return request < ' ' ? "^" + (char) (request + '@') : String.valueOf(request);
    }

    /** An answer for people: what is not printable becomes a question mark. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (byte value : text.getBytes(StandardCharsets.ISO_8859_1)) {
            shown.append(value >= ' ' && value < 0x7F ? (char) value : '?');
        }
        return shown.toString();
    }
}
