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
 * APC's smart protocol on a line: one question, one answer, and alerts at any moment. All limits of time are here. Owned by the driver's
 * thread.
 *
 * <p>The times are those of NUT's apcsmart where it has them: 1.5 s for the answer to Y, ESC and commands, 200 ms of silence that prove
 * that nothing more comes, 50 ms between the bytes of one command, 1.5 s between the two bytes of a command that is given twice. A limit
 * for an answer is a limit for each of its bytes, because a long answer takes a unit up to 2.6 s.
 */
final class SmartLink {
    /** Who wants to know what the UPS says without being asked. Called on the driver's thread, in the middle of whatever it does. */
    interface Listener {
        /** An alert byte. */
        void alert(char alert);

        /** A byte that means nothing where it came. */
        void garbage(char received);
    }

    /** The answer to a command that a UPS without line ends gives. */
    static final String ACCEPTED_BY_OLD_UNIT = "*";

    private static final Logger LOG = LoggerFactory.getLogger(SmartLink.class);
    private static final char ESC = 0x1B;
    private static final long MILLI = 1_000_000L;
    private static final long ANSWER_NANOS = 1500 * MILLI;
    private static final long QUIET_NANOS = 200 * MILLI;
    private static final long MOST_DRAIN_NANOS = 2000 * MILLI;
    private static final long PACE_NANOS = 50 * MILLI;
    private static final long REPEAT_NANOS = 1550 * MILLI;
    private static final long TEXT_NANOS = 3000 * MILLI;
    private static final int LONGEST_ANSWER = 512;

    private final Line line;
    private final Listener listener;
    private final StringBuilder answer = new StringBuilder();

    SmartLink(Line line, Listener listener) {
        this.line = line;
        this.listener = listener;
    }

    /**
     * Makes the UPS talk: Y, and ESC if that does not help, because some units show a menu. Afterwards the line is quiet.
     *
     * @param rounds  how often to try
     * @param hurried whether the process wants to end and there is to be no further round
     * @return whether the UPS is there
     */
    boolean enterSmartMode(int rounds, BooleanSupplier hurried) throws IOException {
        for (int round = 0; round < rounds && !hurried.getAsBoolean(); round++) {
            if (isThere()) {
                awaitQuiet();
                return true;
            }
            line.write((byte) ESC);
            collect(Reading.VERDICT, ANSWER_NANOS);
        }
        return false;
    }

    /** Whether the UPS answers to Y, which is harmless at any time. Stray answers to earlier questions may come first. */
    boolean isThere() throws IOException {
        takeWaiting();
        line.write((byte) 'Y');
        for (int lines = 0; lines < 4; lines++) {
            String heard = collect(Reading.VERDICT, ANSWER_NANOS);
            if (heard == null) {
                return false;
            }
            if (heard.endsWith("SM")) {
                return true;
            }
        }
        return false;
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
        takeWaiting();
        line.write((byte) query);
        String heard = collect(reading, ANSWER_NANOS);
        LOG.trace("{} -> {}", shown(query), heard);
        if (heard == null) {
            String piece = answer.toString();
            awaitQuiet();
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
        takeWaiting();
        LOG.debug("command {}", shown(command));
        line.write((byte) command);
        return verdict(ANSWER_NANOS);
    }

    /** Gives a command that counts only when it is given twice: K, Z, ^N. An answer to the first byte is a refusal. */
    String commandTwice(char command) throws IOException {
        takeWaiting();
        LOG.debug("command {}, twice", shown(command));
        long first = line.nanos();
        line.write((byte) command);
        String refusal = verdict(QUIET_NANOS);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        listenUntil(first + REPEAT_NANOS);
        line.write((byte) command);
        return verdict(ANSWER_NANOS);
    }

    /**
     * Gives a command that has an argument, byte by byte: @nnn, or the text after the - that follows a query. An answer to the first byte
     * is a refusal, and the rest is not sent, because it would be taken for commands.
     *
     * @return what the UPS says to it, or "" when it says nothing in time
     */
    String commandWithArgument(char command, byte[] argument) throws IOException {
        LOG.debug("command {} with {} bytes of argument", shown(command), argument.length);
        line.write((byte) command);
        String refusal = verdict(QUIET_NANOS);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        for (int i = 0; i < argument.length; i++) {
            if (i > 0) {
                listenFor(PACE_NANOS);
            }
            line.write(argument[i]);
        }
        return verdict(TEXT_NANOS);
    }

    /** Listens to alerts for a time. */
    void listenFor(long nanos) throws IOException {
        listenUntil(line.nanos() + nanos);
    }

    /** Takes what the UPS has said by now without being asked. */
    void takeWaiting() throws LineLost {
        for (int received = line.read(line.nanos()); received != Line.NOTHING; received = line.read(line.nanos())) {
            unasked((char) received);
        }
    }

    /** Takes what comes until nothing comes any more, for at most two seconds. */
    void awaitQuiet() throws LineLost {
        long end = line.nanos() + MOST_DRAIN_NANOS;
        for (int received = next(end); received != Line.NOTHING; received = next(end)) {
            unasked((char) received);
        }
    }

    private int next(long end) throws LineLost {
        return line.read(Math.min(end, line.nanos() + QUIET_NANOS));
    }

    private void listenUntil(long nanos) throws LineLost {
        for (int received = line.read(nanos); received != Line.NOTHING; received = line.read(nanos)) {
            unasked((char) received);
        }
    }

    private void unasked(char received) {
        if (Reading.ALERTS.indexOf(received) >= 0) {
            listener.alert(received);
        } else if (Reading.UNASKED.indexOf(received) < 0) {
            listener.garbage(received);
        }
    }

    private String verdict(long nanos) throws IOException {
        String heard = collect(Reading.VERDICT, nanos);
        LOG.trace("command -> {}", heard);
        return heard == null ? answer.toString() : heard;
    }

    /** Reads a line; null when it does not end in time. Lines without content are none. */
    private String collect(Reading reading, long byteNanos) throws IOException {
        answer.setLength(0);
        while (answer.length() <= LONGEST_ANSWER) {
            int received = line.read(line.nanos() + byteNanos);
            if (received == Line.NOTHING) {
                return null;
            }
            char value = (char) received;
            if (value == '\n') {
                if (!answer.isEmpty()) {
                    return answer.toString();
                }
            } else if (reading.obeys(value)) {
                listener.alert(value);
            } else if (reading == Reading.VERDICT && value == '*' && answer.isEmpty()) {
                return ACCEPTED_BY_OLD_UNIT;
            } else if (!reading.drops(value)) {
                answer.append(value);
            }
        }
        awaitQuiet();
        throw new NoAnswer("more than " + LONGEST_ANSWER + " bytes without a line end");
    }

    /** A request for people. */
    static String shown(char request) {
        return request < ' ' ? "^" + (char) (request + '@') : request == 0x7F ? "DEL" : String.valueOf(request);
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
