package nut.driver.generic;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nut.driver.line.InputLine;

/**
 * What must be on the lines for something to be true. With several lines all must be so, as in NUT.
 *
 * @param high the lines that must be high
 * @param low  the lines that must be low
 */
record Condition(Set<InputLine> high, Set<InputLine> low) {
    /** The names of the lines that a condition can be about. */
    static final Set<String> NAMES = Stream.of(InputLine.values()).map(InputLine::name).collect(Collectors.toUnmodifiableSet());
    /** A condition about no line at all. */
    static final Condition NONE = new Condition(Set.of(), Set.of());

    /**
     * Reads the notation of {@link SignalText}.
     *
     * @throws IllegalArgumentException when it is none, or names a line that the UPS does not drive
     */
    static Condition of(String text) {
        EnumSet<InputLine> high = EnumSet.noneOf(InputLine.class);
        EnumSet<InputLine> low = EnumSet.noneOf(InputLine.class);
        for (Map.Entry<String, Boolean> level : SignalText.read(text, NAMES).entrySet()) {
            (level.getValue() ? high : low).add(InputLine.valueOf(level.getKey()));
        }
        return new Condition(Set.copyOf(high), Set.copyOf(low));
    }

    /** Whether it is about no line. */
    boolean isNone() {
        return high.isEmpty() && low.isEmpty();
    }

    /** Whether the lines are so; without any line it is. */
    boolean holds(Set<InputLine> raised) {
        return raised.containsAll(high) && low.stream().noneMatch(raised::contains);
    }

    /** All lines that it is about. */
    Set<InputLine> lines() {
        EnumSet<InputLine> lines = EnumSet.noneOf(InputLine.class);
        lines.addAll(high);
        lines.addAll(low);
        return lines;
    }
}
