package nut.driver.simulator;

import nut.driver.simulator.Harm.Kind;

/** Watches how the computer talks: one question at a time, no forbidden byte, no text where the unit expects commands. */
final class Etiquette {
    private static final char NONE = 0;
    /** What a unit wants between the bytes of one command is 50 ms; this leaves the clocks some tolerance. */
    private static final long LEAST_PAUSE_NANOS = 40_000_000L;
    private static final long MILLI = 1_000_000L;
    /** How long after a refusal the bytes of a text are looked for, and how far apart they may be. */
    private static final long TEXT_PAUSE_NANOS = 400 * MILLI;
    private static final String FACTORY_BYTES = "\2\20\31";
    private static final String BATTERY_CONSTANTS = "0456";
    private static final String HARMLESS = "Y\33\177";

    private final Profile profile;
    private final Harm harm;
    private char before = NONE;
    private long beforeNanos;
    private char refused = NONE;
    private final StringBuilder afterRefusal = new StringBuilder();

    Etiquette(Profile profile, Harm harm) {
        this.profile = profile;
        this.harm = harm;
    }

    /** A byte came while the unit collects the text or the digits of a command. */
    void inside(char value, long nanos) {
        long pause = nanos - beforeNanos;
        if (pause < LEAST_PAUSE_NANOS) {
            harm.done(Kind.TOO_FAST, "byte " + Bytes.shown(value) + " inside a command came " + pause / MILLI
                + " ms after the last, 50 are the least: a real unit may stop talking");
        }
        remember(value, nanos);
    }

    /**
     * A byte came that the unit takes for a question or a command.
     *
     * @param answering whether the answer to an earlier one is not complete
     */
    void request(char value, long nanos, boolean answering) {
        if (answering) {
            harm.done(Kind.PIPELINED, Bytes.shown(value) + " came while the answer to " + Bytes.shown(before) + " was under way");
        }
        boolean factory = FACTORY_BYTES.indexOf(value) >= 0;
        boolean service = value == '1' && before == '1';
        boolean constant = (value == '+' || value == '-') && BATTERY_CONSTANTS.indexOf(before) >= 0;
        if (factory || service || constant) {
            harm.done(Kind.DANGEROUS, (factory ? "" : Bytes.shown(before) + " and ") + Bytes.shown(value)
                + (service ? " lead to the service mode" : constant ? " change a battery constant" : " changes factory settings"));
        }
        lookForText(value, nanos);
        remember(value, nanos);
    }

    /** A byte came that the unit does not hear, or not in simple mode. */
    void unheard(char value, long nanos) {
        lookForText(value, nanos);
        remember(value, nanos);
    }

    /** The unit does not collect what follows - or @. */
    void refused(char command) {
        refused = command;
        afterRefusal.setLength(0);
    }

    private void lookForText(char value, long nanos) {
        if (refused == NONE) {
            return;
        }
        if (nanos - beforeNanos > TEXT_PAUSE_NANOS || afterRefusal.length() == Eeprom.TEXT_LENGTH) {
            refused = NONE;
            return;
        }
        afterRefusal.append(Bytes.shown(value));
        if (!profile.knows(value) && HARMLESS.indexOf(value) < 0) {
            harm.done(Kind.TEXT_AS_COMMANDS, Bytes.shown(refused) + " was refused, and the text that followed, " + afterRefusal
                + ", was taken for commands");
            refused = NONE;
        }
    }

    private void remember(char value, long nanos) {
        before = value;
        beforeNanos = nanos;
    }
}
