package nut.driver.simulator;

import java.util.ArrayDeque;
import nut.driver.simulator.Harm.Kind;

/** Writes the EEPROM as the computer says: a step through a list, or a text of eight characters. Keeps an eye on its wear. */
final class SettingWriter {
    private static final char NONE = 0;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR_NANOS = 3600 * SECOND;
    private static final int MOST_WRITES_AN_HOUR = 24;
    private static final long IN_A_ROW_NANOS = 60 * SECOND;
    private static final long TEXT_PAUSE_NANOS = 3 * SECOND;
    private static final String ALERTS = "!$%+?=#|*&";

    private final Eeprom eeprom;
    private final Interpreter.Port port;
    private final Harm harm;
    private final ArrayDeque<Long> writes = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private char textVariable = NONE;
    private long textNanos;
    private char stepped = NONE;
    private int stepsInARow;
    private long stepNanos;

    SettingWriter(Eeprom eeprom, Interpreter.Port port, Harm harm) {
        this.eeprom = eeprom;
        this.port = port;
        this.harm = harm;
    }

    /** Whether the next bytes are a text. */
    boolean isWriting() {
        return textVariable != NONE;
    }

    /** Whether - begins a text after this query. */
    boolean takesText(char variable) {
        return eeprom.isText(variable);
    }

    void begin(char variable, long nanos) {
        textVariable = variable;
        textNanos = nanos;
        text.setLength(0);
    }

    /** A character of the text; true when it was the last one, and the text is written. */
    boolean write(char character, long nanos) {
        if (nanos - textNanos > TEXT_PAUSE_NANOS) {
            harm.done(Kind.TEXT_AS_COMMANDS, "after " + text.length() + " characters the text of " + textVariable + " was left for "
                + (nanos - textNanos) / SECOND + " s, and " + Bytes.shown(character) + " is now a part of it");
        }
        textNanos = nanos;
        text.append(character);
        if (text.length() < Eeprom.TEXT_LENGTH) {
            return false;
        }
        int end = text.indexOf("\r");
        keep(end < 0 ? text.toString() : text.substring(0, end), nanos);
        textVariable = NONE;
        return true;
    }

    /** Steps a listed variable; false when this unit has no such one. */
    boolean step(char variable, int direction, long nanos) {
        if (!eeprom.isListed(variable)) {
            return false;
        }
        stepsInARow = variable == stepped && nanos - stepNanos < IN_A_ROW_NANOS ? stepsInARow + 1 : 1;
        stepped = variable;
        stepNanos = nanos;
        if (stepsInARow > eeprom.count(variable)) {
            harm.done(Kind.WORN, variable + " was stepped " + stepsInARow + " times, it has " + eeprom.count(variable) + " values");
        }
        String before = eeprom.value(variable);
        eeprom.step(variable, direction);
        port.event("SETTING " + variable + " " + before + " -> " + eeprom.value(variable));
        count(nanos);
        return true;
    }

    /** Everything but the texts as the factory made it. Returns what the UPS says to that. */
    String reset() {
        eeprom.reset();
        port.event("SETTINGS RESET");
        return "CLEAR";
    }

    private void keep(String value, long nanos) {
        String before = eeprom.value(textVariable);
        if (value.strip().equals(before.strip())) {
            harm.done(Kind.WORN, textVariable + " was written though it is \"" + value + "\" already");
        }
        for (int i = 0; i < value.length(); i++) {
            if (ALERTS.indexOf(value.charAt(i)) >= 0) {
                harm.done(Kind.TEXT_AS_COMMANDS, "the text \"" + value + "\" holds " + value.charAt(i)
                    + ", which reads as an alert whenever it is asked for");
            }
        }
        port.event("SETTING " + textVariable + " \"" + before + "\" -> \"" + value + "\"");
        eeprom.text(textVariable, value);
        count(nanos);
    }

    private void count(long nanos) {
        writes.add(nanos);
        while (nanos - writes.peek() > HOUR_NANOS) {
            writes.poll();
        }
        if (writes.size() > MOST_WRITES_AN_HOUR) {
            harm.done(Kind.WORN, writes.size() + " writes within an hour: an EEPROM bears only so many");
        }
    }
}
