package nut.driver.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that a Smart-UPS keeps without power: variables that step through a list of values, and short texts. The lists are those
 * that the unit itself declares in its capability string (the answer to ^Z), of which it reads the groups of its own locale.
 */
final class Eeprom {
    /** The length of a text. */
    static final int TEXT_LENGTH = 8;

    private static final char EVERY_LOCALE = '4';

    private final Map<Character, List<String>> lists = new HashMap<>();
    private final Map<Character, Integer> positions = new HashMap<>();
    private final Map<Character, Integer> factoryPositions;
    private final Map<Character, String> texts = new HashMap<>();

    /**
     * Settings as the factory made them.
     *
     * @param capabilities the answer to ^Z, without its line end
     * @param locale       the last letter of the firmware's name
     * @param settings     the value of each listed variable, by its query byte
     * @param texts        the value of each text, by its query byte
     */
    Eeprom(String capabilities, char locale, Map<Character, String> settings, Map<Character, String> texts) {
        this.texts.putAll(texts);
        int at = 1;
        while (at + 4 <= capabilities.length()) {
            char variable = capabilities.charAt(at);
            char group = capabilities.charAt(at + 1);
            int count = capabilities.charAt(at + 2) - '0';
            int width = capabilities.charAt(at + 3) - '0';
            at += 4;
            List<String> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(capabilities.substring(at, at + width));
                at += width;
            }
            if (group == locale || group == EVERY_LOCALE) {
                lists.put(variable, values);
                positions.put(variable, positionOf(variable, settings.get(variable), values));
            }
        }
        factoryPositions = Map.copyOf(positions);
    }

    boolean isListed(char variable) {
        return lists.containsKey(variable);
    }

    boolean isText(char variable) {
        return texts.containsKey(variable);
    }

    /** The value of a setting or a text; null when this unit has no such thing. */
    String value(char variable) {
        List<String> values = lists.get(variable);
        return values == null ? texts.get(variable) : values.get(positions.get(variable));
    }

    /** The value of a setting that is a number. */
    int number(char variable) {
        return Integer.parseInt(value(variable));
    }

    /** Steps a listed variable by one place, round and round. */
    void step(char variable, int direction) {
        int size = lists.get(variable).size();
        positions.merge(variable, 0, (position, unused) -> Math.floorMod(position + direction, size));
    }

    /** Back to how the factory made it, except for the texts. */
    void reset() {
        positions.putAll(factoryPositions);
    }

    void text(char variable, String value) {
        texts.put(variable, value);
    }

    private static int positionOf(char variable, String value, List<String> values) {
        int position = values.indexOf(value);
        if (position < 0) {
            throw new IllegalArgumentException("setting " + variable + " cannot be " + value + ": its values are " + values);
        }
        return position;
    }
}
