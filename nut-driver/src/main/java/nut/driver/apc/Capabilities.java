package nut.driver.apc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values the settings of a UPS can have: its answer to ^Z.
 *
 * <pre>
 *     #  uD43 132 135 138 129   s441 H M L L   ...
 *        ||||
 *        |||+- width of each value    (byte - 0x30)
 *        ||+-- number of values       (byte - 0x30)
 *        |+--- locale: a letter, or 4 = all
 *        +---- query byte of the variable
 * </pre>
 * There are no blanks in it but those of values. Matrix-UPSes begin with {@code ##} and have {@code ##} before every group; some Smart-UPS
 * RT have groups whose count or width is below 0, which are empty; and some units break off inside a group.
 *
 * @param values   by query byte, as the UPS says them; those of the unit's own locale
 * @param complete whether the answer was understood to its end
 */
record Capabilities(Map<Character, List<String>> values, boolean complete) {
    private static final char EVERY_LOCALE = '4';
    private static final int HEAD = 4;

    /**
     * Reads an answer.
     *
     * @param locale the last letter of the firmware's name
     */
    static Capabilities parse(String answer, char locale) {
        Map<Character, List<String>> values = new HashMap<>();
        if (!answer.startsWith("#")) {
            return new Capabilities(values, false);
        }
        int mark = answer.startsWith("##") ? 2 : 0;
        int at = mark == 0 ? 1 : 0;
        while (at + mark + HEAD <= answer.length()) {
            at += mark;
            int count = Math.max(0, answer.charAt(at + 2) - '0');
            int width = Math.max(0, answer.charAt(at + 3) - '0');
            if (at + HEAD + count * width > answer.length()) {
                return new Capabilities(values, false);
            }
            if (answer.charAt(at + 1) == EVERY_LOCALE || answer.charAt(at + 1) == locale) {
                values.put(answer.charAt(at), group(answer, at + HEAD, count, width));
            }
            at += HEAD + count * width;
        }
        return new Capabilities(values, at == answer.length());
    }

    private static List<String> group(String answer, int begin, int count, int width) {
        List<String> group = new ArrayList<>(count);
        for (int i = 0; i < count && width > 0; i++) {
            group.add(answer.substring(begin + i * width, begin + (i + 1) * width));
        }
        return group;
    }
}
