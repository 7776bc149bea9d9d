package nut.upsd.net;

import org.slf4j.Logger;

/**
 * Log lines that a stranger on the network can provoke. A handful is written at once, then one every ten seconds; what was left out is
 * counted and said with the next line. So nobody fills a disk from outside. Owned by the event loop.
 */
public final class ProvokedLog {
    private static final int BURST = 10;
    private static final long NANOS_A_LINE = 10_000_000_000L;

    private final Logger log;
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
        if (credit < NANOS_A_LINE) {
            leftOut++;
            return;
        }
        credit -= NANOS_A_LINE;
        if (leftOut > 0) {
            log.info("{} more lines about clients were not logged, to keep the log readable", leftOut);
            leftOut = 0;
        }
        log.info(message, arguments);
    }
}
