package nut.driver.simulator;

import java.util.ArrayDeque;

/**
 * The serial line in time: when each byte that the computer sends is complete at the UPS, and when each byte of the UPS is complete at the
 * computer. Answers follow each other byte by byte without overlapping; an alert takes the next free place, between any two bytes. Bytes
 * are due at absolute times, so lateness of whoever runs this does not add up.
 *
 * <p>Times are nanoseconds of a real clock. Owned by one thread.
 */
final class Wire {
    static final long NEVER = Long.MAX_VALUE;
    private static final int MOST_ANSWERS = 4;
    private static final int MOST_ALERTS = 64;
    private static final int MOST_HEARD = 1024;

    private record Heard(byte value, long atNanos) {
    }

    private final Pace pace;
    private final ArrayDeque<Heard> heard = new ArrayDeque<>();
    private final ArrayDeque<byte[]> answers = new ArrayDeque<>();
    private final ArrayDeque<Byte> alerts = new ArrayDeque<>();
    private long hearingUntil = Long.MIN_VALUE;
    private long speakingUntil = Long.MIN_VALUE;
    private long answerReady;
    private long alertReady;
    private int position;
    private boolean alertOnWire;
    private boolean byteOnWire;
    private long byteDone;

    Wire(Pace pace) {
        this.pace = pace;
    }

    /** The computer wrote a byte now; false when it was lost, because the UPS cannot follow. */
    boolean hear(byte value, long now) {
        if (heard.size() >= MOST_HEARD) {
            return false;
        }
        hearingUntil = Math.max(hearingUntil, now) + pace.byteNanos();
        heard.add(new Heard(value, hearingUntil));
        return true;
    }

    /** When the next byte of the computer is complete. */
    long nextHeardNanos() {
        return heard.isEmpty() ? NEVER : heard.peek().atNanos();
    }

    /** The byte of the computer that is complete by {@link #nextHeardNanos}. */
    byte takeHeard() {
        return heard.poll().value();
    }

    /** The UPS answers; false when too many answers wait already and this one is lost. */
    boolean answer(byte[] text, long now) {
        if (answers.size() >= MOST_ANSWERS || text.length == 0) {
            return false;
        }
        if (answers.isEmpty()) {
            answerReady = now + pace.latencyNanos();
        }
        answers.add(text);
        return true;
    }

    /** The UPS has an alert to send; it is lost when far too many wait. */
    void alert(byte alert, long now) {
        if (alerts.isEmpty()) {
            alertReady = now;
        }
        if (alerts.size() < MOST_ALERTS) {
            alerts.add(alert);
        }
    }

    /** When something is to be done for the speaking side, at the latest. */
    long nextSpokenNanos(long now) {
        if (!byteOnWire) {
            choose(now);
        }
        return byteOnWire ? byteDone : Math.min(answerBegin(), alertBegin());
    }

    /** Whether a byte of the UPS is complete at the computer. */
    boolean spokenBy(long now) {
        return nextSpokenNanos(now) <= now && byteOnWire;
    }

    /** Takes the byte that {@link #spokenBy} announced. */
    byte takeSpoken() {
        byteOnWire = false;
        if (alertOnWire) {
            return alerts.poll();
        }
        byte[] answer = answers.peek();
        byte spoken = answer[position++];
        if (position == answer.length) {
            answers.poll();
            position = 0;
        }
        return spoken;
    }

    /** Whether an answer is not complete at the computer. */
    boolean isAnswering() {
        return !answers.isEmpty();
    }

    /** How many bytes of the answer under way were sent; 0 when none is under way. */
    int position() {
        return position;
    }

    /** Everything that was under way is lost: the line was cut. */
    void clear() {
        heard.clear();
        answers.clear();
        alerts.clear();
        byteOnWire = false;
        position = 0;
    }

    private void choose(long now) {
        long answerBegin = answerBegin();
        long alertBegin = alertBegin();
        long begin = Math.min(answerBegin, alertBegin);
        if (begin > now) {
            return;
        }
        byteOnWire = true;
        alertOnWire = alertBegin <= answerBegin;
        byteDone = begin + pace.byteNanos();
        speakingUntil = byteDone;
        if (!alertOnWire) {
            answerReady = begin + pace.spacingNanos();
        }
    }

    private long answerBegin() {
        return answers.isEmpty() ? NEVER : Math.max(answerReady, speakingUntil);
    }

    private long alertBegin() {
        return alerts.isEmpty() ? NEVER : Math.max(alertReady, speakingUntil);
    }
}
