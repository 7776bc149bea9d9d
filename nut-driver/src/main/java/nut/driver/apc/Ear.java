package nut.driver.apc;

import java.io.IOException;
import nut.driver.line.Line;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes apart what comes from the UPS: answers, which end with LF; alerts, which are single bytes and stand anywhere; and bytes that mean
 * nothing. Every wait has an end: silence by the limit of its caller, a babbling line after {@link #MOST_NANOS} or 512 bytes.
 */
final class Ear {
    /** Who wants to know what the UPS says without being asked. Called on the driver's thread, in the middle of whatever it does. */
    interface Listener {
        /** An alert byte. */
        void alert(char alert);

        /** A byte that may be an alert, or belong to a text. */
        void perhapsAlert(char received);

        /** The UPS says that one of its settings was changed. */
        void settingChanged();

        /** A byte that means nothing where it came. */
        void garbage(char received);
    }

    /** The answer of a unit without line ends to a command that cuts the power. */
    static final String ASTERISK = "*";

    private static final char SETTING_CHANGED = '|';
    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
    private static final long MILLI = 1_000_000L;
    private static final long QUIET_NANOS = 200 * MILLI;
    private static final long MOST_DRAIN_NANOS = 2000 * MILLI;
    private static final long MOST_NANOS = 10_000 * MILLI;
    private static final int LONGEST_ANSWER = 512;
    private static final int MOST_WAITING = 4096;

    private final Line line;
    private final Listener listener;
    private final StringBuilder answer = new StringBuilder();
    private boolean echoes;
    private int putBack = Line.NOTHING;

    Ear(Line line, Listener listener) {
        this.line = line;
        this.listener = listener;
    }

    /**
     * Reads an answer. Lines without content are none.
     *
     * @param byteNanos how long to wait for each of its bytes
     * @return the answer without its line end; null when it does not end in time, and then {@link #piece} is what came of it
     * @throws NoAnswer when it has no end
     */
    String answer(Reading reading, long byteNanos) throws IOException {
        answer.setLength(0);
        long end = line.nanos() + MOST_NANOS;
        while (answer.length() <= LONGEST_ANSWER && line.nanos() - end < 0) {
            int received = read(Math.min(end, line.nanos() + byteNanos));
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
            } else if (reading.doubts(value)) {
                listener.perhapsAlert(value);
            } else if (reading == Reading.SHUTDOWN && value == '*' && answer.isEmpty()) {
                return ASTERISK;
            } else if (!reading.drops(value)) {
                answer.append(value);
            } else if (value == SETTING_CHANGED) {
                listener.settingChanged();
            }
        }
        awaitQuiet();
        throw new NoAnswer("bytes without end, and no answer among them");
    }

    /** What came of the last answer that did not end in time. */
    String piece() {
        return answer.toString();
    }

    /**
     * Takes what the UPS has said by now without being asked. After bytes that mean nothing it waits until no more of them come: they may
     * be the begin of a late answer, and whatever is asked next would be given the rest of it.
     *
     * @return whether it has said nothing
     */
    boolean takeWaiting() throws LineLost {
        boolean clean = true;
        int received = read(line.nanos());
        boolean silent = received == Line.NOTHING;
        for (int taken = 0; received != Line.NOTHING && taken < MOST_WAITING; taken++) {
            clean &= unasked((char) received);
            received = read(line.nanos());
        }
        if (!clean) {
            awaitQuiet();
        }
        return silent;
    }

    /** Takes what comes until nothing comes any more, for at most two seconds. */
    void awaitQuiet() throws LineLost {
        long end = line.nanos() + MOST_DRAIN_NANOS;
        while (line.nanos() - end < 0) {
            int received = read(Math.min(end, line.nanos() + QUIET_NANOS));
            if (received == Line.NOTHING) {
                return;
            }
            unasked((char) received);
        }
    }

    /** Listens to alerts until a time, by the line's clock. */
    void listenUntil(long nanos) throws LineLost {
        while (line.nanos() - nanos < 0) {
            int received = read(nanos);
            if (received == Line.NOTHING) {
                return;
            }
            unasked((char) received);
        }
    }

    /** The line was found to send back what is sent, or not to do that. */
    void echoes(boolean found) {
        if (found != echoes) {
            LOG.warn("The line {} what is sent to it", found ? "sends back" : "does not send back any more");
            echoes = found;
        }
    }

    /** Takes the echo of a byte, on a line that has echoes. What comes instead is kept, and no echo is expected again. */
    void takeEcho(byte sent) throws LineLost {
        long end = line.nanos() + QUIET_NANOS;
        while (echoes) {
            int received = read(end);
            if (received == (sent & 0xFF)) {
                return;
            }
            if (received == Line.NOTHING || Reading.UNASKED.indexOf(received) < 0) {
                putBack = received;
                echoes(false);
            } else {
                unasked((char) received);
            }
        }
    }

    private int read(long deadlineNanos) throws LineLost {
        int received = putBack;
        putBack = Line.NOTHING;
        return received == Line.NOTHING ? line.read(deadlineNanos) : received;
    }

    private boolean unasked(char received) {
        if (Reading.ALERTS.indexOf(received) >= 0) {
            listener.alert(received);
        } else if (received == SETTING_CHANGED) {
            listener.settingChanged();
        } else if (Reading.UNASKED.indexOf(received) < 0) {
            listener.garbage(received);
            return false;
        }
        return true;
    }
}
