package nut.driver.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings that a UPS keeps without power: variables that step through a list of values, and short texts. */
final class Eeprom {
    /** The length of a text. */
    static final int TEXT_LENGTH = 8;

    private final Map<Character, List<String>> lists;
    private final Map<Character, Integer> positions = new HashMap<>();
    private final Map<Character, Integer> factoryPositions;
    private final Map<Character, String> texts;

    /** Settings as the factory made them. */
    Eeprom(Profile.Settings settings) {
        lists = settings.lists();
        lists.forEach((variable, values) -> positions.put(variable, Math.max(0, values.indexOf(settings.values().get(variable)))));
        factoryPositions = Map.copyOf(positions);
        texts = new HashMap<>(settings.texts());
    }

    boolean isListed(char variable) {
        return lists.containsKey(variable);
    }

    boolean isText(char variable) {
        return texts.containsKey(variable);
    }

    /** How many values a listed variable can have. */
    int count(char variable) {
        return lists.get(variable).size();
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
}
