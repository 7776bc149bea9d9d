package nut.driver.generic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notation of genericups(8) for lines: their names, each with {@code -} in front when it is the low level that counts, with anything
 * of space, {@code +} and {@code ,} between; {@code NULL} or {@code none} for no line.
 */
final class SignalText {
    private static final Pattern NEXT = Pattern.compile("\\G[ \\t+,]*(-?)([A-Za-z]+)(?=[ \\t+,-]|$)");
    private static final Set<String> NO_LINE = Set.of("NULL", "none");

    private SignalText() {
    }

    /**
     * Reads it.
     *
     * @param text  what the admin or the table wrote
     * @param known the names that may occur
     * @return for each line that is named, whether it is the high level that counts; empty for no line
     * @throws IllegalArgumentException when it is not of this notation
     */
    static Map<String, Boolean> read(String text, Set<String> known) {
        Map<String, Boolean> levels = new LinkedHashMap<>();
        boolean none = false;
        int end = 0;
        Matcher next = NEXT.matcher(text);
        while (next.find()) {
            end = next.end();
            String name = next.group(2);
            boolean low = !next.group(1).isEmpty();
            if (NO_LINE.contains(name) && !low && !none) {
                none = true;
            } else if (!known.contains(name) || levels.put(name, !low) != null) {
                throw new IllegalArgumentException(text);
            }
        }
        if (end != text.length() || none != levels.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return levels;
    }
}
