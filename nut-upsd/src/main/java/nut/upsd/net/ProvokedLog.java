package nut.upsd.net;

import java.util.Arrays;
import java.util.LinkedHashMap;
import org.slf4j.Logger;

/**
 * Log lines that a stranger on the network can provoke. A handful is written at once, then one every ten seconds; the same line is written
 * once a minute, so that one stranger does not use up what another gives reason for. What was left out is counted and said with the next
 * line. So nobody fills a disk from outside. Owned by the event loop.
 */
public final class ProvokedLog {
    private static final int BURST = 10;
    private static final long NANOS_A_LINE = 10_000_000_000L;

    private static final long SAME_NANOS = 60_000_000_000L;
    private static final int REMEMBERED = 64;

    private final Logger log;
    /** Lines that were written, by their hash, and when. */
    private final LinkedHashMap<Integer, Long> written = new LinkedHashMap<>();
    private long credit = BURST * NANOS_A_LINE;
    private long last;
    private long now;
    private long leftOut;

    /** Lines that go to {@code log}. */
    public ProvokedLog(Logger log) {
        this.log = log;
    }

    /** The time of the loop's pass, in nanoseconds; it never runs back. */
    public void now(long nanos) {
        if (last == 0) {
            last = nanos;
        }
        now = nanos;
    }

    /** A line about a client that misbehaves. */
    public void notice(String message, Object... arguments) {
        credit = Math.min(BURST * NANOS_A_LINE, credit + (now - last));
        last = now;
        int line = 31 * message.hashCode() + Arrays.hashCode(arguments);
        Long before = written.get(line);
        if (credit < NANOS_A_LINE || before != null && now - before < SAME_NANOS) {
            leftOut++;
            return;
        }
        written.putLast(line, now);
        if (written.size() > REMEMBERED) {
            written.pollFirstEntry();
        }
        credit -= NANOS_A_LINE;
        if (leftOut > 0) {
            log.info("{} more lines about clients were not logged, to keep the log readable", leftOut);
            leftOut = 0;
        }
        log.info(message, arguments);
    }
}
