package nut.driver.dummy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.common.state.ValueRange;

/**
 * What a file says of variables beside their values, in the words of NUT's driver protocol (docs/sock-protocol). NUT's dummy-ups has no
 * such lines; a file without them means the same to both.
 *
 * <pre>
 *  SETFLAGS name [RW] [STRING] [NUMBER]     in place of the flags that the variable has by its name
 *  SETAUX   name characters                 the longest text
 *  ADDENUM  name value                      one more value to choose from
 *  ADDRANGE name minimum maximum            one more span of values
 *  ADDCMD   command                         an instant command that does nothing, with success
 * </pre>
 */
final class Declarations {
    private final Map<String, UpsVariable> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> commands = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** The variables that any line names, without values. */
    Map<String, UpsVariable> variables() {
        return variables;
    }

    /** The declared commands. */
    Set<String> commands() {
        return commands;
    }

    /**
     * Takes one line.
     *
     * @throws IllegalArgumentException with a sentence when it makes no sense
     */
    void add(List<String> words) {
        String name = words.size() < 2 ? "" : words.get(1);
        if (words.getFirst().equals("ADDCMD")) {
            needs(words, 2, "a command");
            commands.add(UpsVariable.of(name, "").name());
            return;
        }
        UpsVariable known = variables.get(name);
        variables.put(name, with(known == null ? KnownVariables.named(name) : known, words));
    }

    private static UpsVariable with(UpsVariable v, List<String> words) {
        return switch (words.getFirst()) {
            case "SETFLAGS" -> new UpsVariable(v.name(), "", flags(words.subList(2, words.size())), v.maximumLength(), v.enumeration(),
                v.ranges());
            case "SETAUX" -> {
                needs(words, 3, "a variable and a number of characters");
                yield new UpsVariable(v.name(), "", v.flags(), number(words.get(2)), v.enumeration(), v.ranges());
            }
            case "ADDENUM" -> {
                needs(words, 3, "a variable and a value, in quotes if it has blanks");
                yield new UpsVariable(v.name(), "", v.flags(), v.maximumLength(), and(v.enumeration(), words.get(2)), v.ranges());
            }
            default -> {
                needs(words, 4, "a variable and two whole numbers");
                ValueRange range = new ValueRange(number(words.get(2)), number(words.get(3)));
                yield new UpsVariable(v.name(), "", v.flags(), v.maximumLength(), v.enumeration(), and(v.ranges(), range));
            }
        };
    }

    private static void needs(List<String> words, int count, String what) {
        if (words.size() != count) {
            throw new IllegalArgumentException(words.getFirst() + " takes " + what);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException("\"" + text + "\" is not a whole number", notOne);
        }
    }

    private static Set<ValueFlag> flags(List<String> words) {
        Set<ValueFlag> flags = EnumSet.noneOf(ValueFlag.class);
        for (String word : words) {
            try {
                flags.add(ValueFlag.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException noFlag) {
                throw new IllegalArgumentException("\"" + word + "\" is not a flag; there are RW, STRING and NUMBER", noFlag);
            }
        }
        return flags;
    }

    private static <T> List<T> and(List<T> list, T another) {
        List<T> longer = new ArrayList<>(list);
        longer.add(another);
        return longer;
    }
}
