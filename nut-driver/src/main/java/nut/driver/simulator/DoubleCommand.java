package nut.driver.simulator;

import nut.driver.simulator.Harm.Kind;

/**
 * Commands that count only when they are given twice, at least 1.5 s apart: K, Z, ^N. What a real unit makes of a second byte that comes
 * too early is not known; here neither counts. These times are those of the wire, unlike the model's.
 */
final class DoubleCommand {
    private static final char NONE = 0;
    /** 1.5 s, with some tolerance for the clocks. */
    private static final long LEAST_GAP_NANOS = 1_450_000_000L;
    private static final long MOST_GAP_NANOS = 15_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final Interpreter.Port port;
    private final Harm harm;
    private char armed = NONE;
    private long armedNanos;

    DoubleCommand(Interpreter.Port port, Harm harm) {
        this.port = port;
        this.harm = harm;
    }

    /** A byte of such a command came; whether it is the second and counts. */
    boolean counts(char command, long nanos) {
        long gap = nanos - armedNanos;
        boolean second = armed == command && gap <= MOST_GAP_NANOS;
        armed = second ? NONE : command;
        armedNanos = nanos;
        if (second && gap < LEAST_GAP_NANOS) {
            harm.done(Kind.TWICE_TOO_FAST, "second " + Bytes.shown(command) + " came " + gap / MILLI
                + " ms after the first, 1500 are the least: ignored both");
            return false;
        }
        return second;
    }

    /** Another byte came. */
    void otherwise(char request) {
        if (armed != NONE && armed != request) {
            port.event("WARNING " + Bytes.shown(armed) + " was not followed by another " + Bytes.shown(armed));
            armed = NONE;
        }
    }
}
