package nut.common.conf;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the readers of upsd.conf and upsmon.conf share: a statement's value as a number, a yes or a no, a path; and the complaint when it is
 * none. Where NUT takes what atoi makes of it, the default stays.
 */
final class DirectiveReader {
    private static final Set<String> WORDS_FOR_YES_AND_NO = Set.of("true", "yes", "on", "false", "no", "off");

    private final Complaints complaints;
    private final Set<String> names;

    /**
     * A reader.
     *
     * @param names every directive of the file, for hints
     */
    DirectiveReader(Complaints complaints, Set<String> names) {
        this.complaints = complaints;
        this.names = names;
    }

    /** Whether a statement has that many words after its keyword; if not, the complaint was made. */
    boolean hasValues(Statement s, int atLeast, String expected) {
        if (s.words().size() > 1 && s.words().get(1).equals("=")) {
            complaints.error(s.position(), s.keyword() + " is followed by '='; here the value follows without it: " + s.keyword() + " "
                + expected + "; the line is left out");
            return false;
        }
        if (s.words().size() <= atLeast) {
            complaints.error(s.position(),
                s.keyword() + " stands without its value; write " + s.keyword() + " " + expected + "; the line is left out");
            return false;
        }
        return true;
    }

    /** Says that words after the last one which counts have no effect. */
    void noMoreThan(Statement s, int values) {
        if (s.words().size() > values + 1) {
            complaints.warning(s.position(), "the words after the first " + (values == 1 ? "value" : values + " values") + " of "
                + s.keyword() + " have no effect; put quotes around a value with blanks");
        }
    }

    /** The one value as a whole number from {@code minimum} up, or {@code otherwise} after a complaint. */
    int number(Statement s, int minimum, int otherwise) {
        if (!hasValues(s, 1, "NUMBER")) {
            return otherwise;
        }
        noMoreThan(s, 1);
        Integer number = Numbers.parse(s.words().get(1));
        if (number == null || number < minimum) {
            complaints.error(s.position(), s.keyword() + " is \"" + s.words().get(1) + "\" but must be a whole number from " + minimum
                + " up; it stays " + (otherwise == Integer.MAX_VALUE ? "without limit" : otherwise));
            return otherwise;
        }
        return number;
    }

    /** The one value as seconds. */
    Duration seconds(Statement s, int minimum, Duration otherwise) {
        return Duration.ofSeconds(number(s, minimum, (int) otherwise.toSeconds()));
    }

    /** The one value as seconds, where a negative number means never; or {@code otherwise} after a complaint. */
    Optional<Duration> secondsOrNever(Statement s, Optional<Duration> otherwise) {
        if (!hasValues(s, 1, "SECONDS")) {
            return otherwise;
        }
        noMoreThan(s, 1);
        Integer number = Numbers.parse(s.words().get(1));
        if (number == null) {
            complaints.error(s.position(), s.keyword() + " is \"" + s.words().get(1) + "\" but must be a whole number of seconds; it stays "
                + otherwise.map(Duration::toSeconds).orElse(-1L));
            return otherwise;
        }
        return number < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(number));
    }

    /** Whether the value is a word for yes or no, and no number. */
    boolean isYesOrNo(Statement s) {
        return s.words().size() > 1 && WORDS_FOR_YES_AND_NO.contains(s.words().get(1).toLowerCase(Locale.ROOT));
    }

    /** The one value as yes or no: true, yes, on, 1, another number, or false, no, off, 0. */
    boolean yes(Statement s, boolean otherwise) {
        if (!hasValues(s, 1, "yes|no")) {
            return otherwise;
        }
        noMoreThan(s, 1);
        String value = s.words().get(1);
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("on")) {
            return true;
        }
        if (value.equalsIgnoreCase("false") || value.equalsIgnoreCase("no") || value.equalsIgnoreCase("off")) {
            return false;
        }
        Integer number = Numbers.parse(value);
        if (number == null || number < 0) {
            complaints.error(s.position(),
                s.keyword() + " is \"" + value + "\" but must be yes or no; it stays " + (otherwise ? "yes" : "no"));
            return otherwise;
        }
        return number != 0;
    }

    /** The one value as text, or {@code otherwise} after a complaint. */
    String text(Statement s, String expected, String otherwise) {
        if (!hasValues(s, 1, expected)) {
            return otherwise;
        }
        noMoreThan(s, 1);
        if (s.words().get(1).isEmpty()) {
            complaints.error(s.position(), s.keyword() + " is empty; write " + s.keyword() + " " + expected + "; the line is left out");
            return otherwise;
        }
        return s.words().get(1);
    }

    /** A keyword that nobody knows. Only the keyword is repeated: the other words may be a password. */
    void unknown(Statement s) {
        for (String name : names) {
            if (name.equalsIgnoreCase(s.keyword())) {
                complaints.error(s.position(), "the directive " + s.keyword() + " must be written " + name + "; the line is left out");
                return;
            }
        }
        complaints.error(s.position(), "invalid directive " + s.keyword() + "; the line is left out; see the manual page for the names");
    }
}
