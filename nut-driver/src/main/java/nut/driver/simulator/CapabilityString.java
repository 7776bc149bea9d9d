package nut.driver.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to ^Z: {@code #}, then groups of query byte, locale (4 = all), number of values, width of each, the values. Matrix units put
 * {@code ##} before each group instead.
 */
final class CapabilityString {
    private static final char EVERY_LOCALE = '4';
    private static final int HEAD = 4;

    private CapabilityString() {
    }

    /** The lists of one locale, by query byte. */
    static Map<Character, List<String>> lists(String capabilities, char locale) {
        Map<Character, List<String>> lists = new HashMap<>();
        boolean matrix = capabilities.startsWith("##");
        int at = matrix ? 2 : 1;
        while (at + HEAD <= capabilities.length()) {
            char variable = capabilities.charAt(at);
            char group = capabilities.charAt(at + 1);
            int count = Math.max(0, capabilities.charAt(at + 2) - '0');
            int width = Math.max(0, capabilities.charAt(at + 3) - '0');
            at += HEAD;
            List<String> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(capabilities.substring(at, at + width));
                at += width;
            }
            if (!values.isEmpty() && (group == locale || group == EVERY_LOCALE)) {
                lists.put(variable, List.copyOf(values));
            }
            at += matrix ? 2 : 0;
        }
        return lists;
    }
}
