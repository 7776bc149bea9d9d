package nut.driver.generic;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.driver.line.InputLine;
import nut.driver.line.OutputLines;

/**
 * What the lines of a cable mean, by NUT's names.
 *
 * @param cablePower     CP, the levels that supply the cable; set all the time
 * @param online         OL, mains are there; about no line: always
 * @param lowBattery     LB; about no line: never, like the following ones
 * @param replaceBattery RB
 * @param bypass         BYPASS, the battery is bypassed or absent
 * @param shutdown       SD, the levels that cut the power; absent when no line does
 */
record Signals(OutputLines cablePower, Condition online, Condition lowBattery, Condition replaceBattery, Condition bypass,
               Optional<OutputLines> shutdown) {
    /** The names of the lines that go to the UPS. */
    static final Set<String> OUTPUT_NAMES = Set.of("DTR", "RTS", "ST");

    /** The value of ups.status. */
    String words(Set<InputLine> raised) {
        return (online.holds(raised) ? "OL" : "OB") + word(" LB", lowBattery, raised) + word(" RB", replaceBattery, raised)
            + word(" BYPASS", bypass, raised);
    }

    /** The lines that mean something. */
    Set<InputLine> lines() {
        EnumSet<InputLine> lines = EnumSet.noneOf(InputLine.class);
        for (Condition condition : new Condition[] {online, lowBattery, replaceBattery, bypass}) {
            lines.addAll(condition.lines());
        }
        return lines;
    }

    /**
     * The levels for cable power, in the notation of {@link SignalText}. A line that is not named is low.
     *
     * @throws IllegalArgumentException when it is none, or names a line that goes the other way
     */
    static OutputLines outputs(String text) {
        Map<String, Boolean> levels = SignalText.read(text, OUTPUT_NAMES);
        return new OutputLines(levels.getOrDefault("DTR", false), levels.getOrDefault("RTS", false), levels.getOrDefault("ST", false));
    }

    /** The levels for a shutdown, in the same notation; absent for no line, which is not the same as {@code -RTS}, all lines low. */
    static Optional<OutputLines> shutdown(String text) {
        return SignalText.read(text, OUTPUT_NAMES).isEmpty() ? Optional.empty() : Optional.of(outputs(text));
    }

    private static String word(String word, Condition condition, Set<InputLine> raised) {
        return !condition.isNone() && condition.holds(raised) ? word : "";
    }
}
