package nut.common.protocol;

import java.io.IOException;

/**
 * A wait for news that another thread can end: it asks the server something, and the answer wakes the reader, however the connection is
 * encrypted. Crossing point: {@link #wake} may be called by any thread, all else by the connection's.
 */
final class NewsWait {
    private final LineStream lines;
    private final String question;
    private boolean waiting;
    private boolean woken;
    private boolean asked;

    /** A wait on lines; {@code question} is a request whose answer is no news. */
    NewsWait(LineStream lines, String question) {
        this.lines = lines;
        this.question = question;
    }

    /** Ends the wait; if there is none now, the next one does not begin. */
    synchronized void wake() {
        woken = true;
        if (waiting && !asked) {
            asked = true;
            try {
                lines.interject(question);
            } catch (IOException ended) {
                // Then the wait ends by itself, with the reason.
                asked = false;
            }
        }
    }

    /** The wait begins; false if somebody wants none. */
    synchronized boolean begin() {
        waiting = !woken;
        woken = false;
        return waiting;
    }

    /** The wait is over; true if the question was asked, so that its answer has come or will. */
    synchronized boolean end() {
        boolean answerComes = asked;
        waiting = false;
        woken = false;
        asked = false;
        return answerComes;
    }
}
