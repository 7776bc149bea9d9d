package nut.common.state;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nut.common.conf.WordScanner;

/**
 * One variable of a UPS with what is known about it. A value is plain ASCII from 0x20 to 0x7e and no longer than a word of the suite's
 * language: that is what the network protocol and the region can carry. Any other character is replaced by a question mark, and what is
 * too long is cut.
 *
 * @param name          as in NUT's list of variables, for example {@code battery.charge}
 * @param value         the text that clients see
 * @param flags         what kind of variable it is
 * @param maximumLength the longest text that SET takes, in characters; 0 when that is not known, and upsd then refuses any
 * @param enumeration   the values that SET takes, when they are a list
 * @param ranges        the spans of values that SET takes, when they are spans
 */
public record UpsVariable(String name, String value, Set<ValueFlag> flags, int maximumLength, List<String> enumeration,
                          List<ValueRange> ranges) {
    /** Copies what it is given and cleans the values. */
    public UpsVariable {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + printable(name) + "' is not a variable's name");
        }
        if (maximumLength < 0) {
            throw new IllegalArgumentException(name + " cannot have a maximum length of " + maximumLength);
        }
        value = carried(value);
        flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
        // Nearly all have none, and each new value comes through here.
        enumeration = enumeration.isEmpty() ? List.of() : enumeration.stream().map(UpsVariable::carried).toList();
        ranges = List.copyOf(ranges);
    }

    /** A plain variable that nobody may write. */
    public static UpsVariable of(String name, String value) {
        return new UpsVariable(name, value, Set.of(), 0, List.of(), List.of());
    }

    /** The same variable with another value. */
    public UpsVariable withValue(String newValue) {
        return new UpsVariable(name, newValue, flags, maximumLength, enumeration, ranges);
    }

    /** Whether a text can name a variable or a command: one word, printable ASCII without quotes and the grammar's other signs. */
    static boolean isName(String text) {
        if (text.isEmpty() || text.length() > WordScanner.MAX_WORD_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '#' || c == '=') {
                return false;
            }
        }
        return true;
    }

    /** A text as the region can carry it. */
    static String carried(String text) {
        return printable(text.length() <= WordScanner.MAX_WORD_LENGTH ? text : text.substring(0, WordScanner.MAX_WORD_LENGTH));
    }

    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                StringBuilder cleaned = new StringBuilder(text.length());
                text.chars().forEach(c -> cleaned.append(isPrintable(c) ? (char) c : '?'));
                return cleaned.toString();
            }
        }
        return text;
    }

    private static boolean isPrintable(int character) {
        return character >= ' ' && character < 0x7F;
    }
}
