package nut.driver.dummy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nut.common.protocol.ErrorAnswer;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.common.state.ValueRange;
import nut.driver.line.NoAnswer;

/** What another upsd says of a variable that can be written: GET TYPE, and the lists that its answer names (net-protocol.txt). */
final class Description {
    private static final String STRING = "STRING:";

    private Description() {
    }

    /** Asks for it; the variable has no value. */
    static UpsVariable ask(RepeaterPort port, String ups, String name) throws IOException, ErrorAnswer {
        Set<ValueFlag> flags = EnumSet.noneOf(ValueFlag.class);
        List<String> choices = List.of();
        List<ValueRange> ranges = List.of();
        int length = 0;
        for (String word : port.ask(upsd -> upsd.get("TYPE", ups, name))) {
            switch (word) {
                case "RW" -> flags.add(ValueFlag.RW);
                case "NUMBER" -> flags.add(ValueFlag.NUMBER);
                case "ENUM" -> choices = RepeaterDriver.words(port.ask(upsd -> upsd.list("ENUM", ups, name)), 3);
                case "RANGE" -> ranges = ranges(port.ask(upsd -> upsd.list("RANGE", ups, name)));
                default -> {
                    if (word.startsWith(STRING)) {
                        flags.add(ValueFlag.STRING);
                        length = Math.max(0, number(word.substring(STRING.length())));
                    }
                }
            }
        }
        try {
            return new UpsVariable(name, "", flags, length, choices, ranges);
        } catch (IllegalArgumentException noName) {
            throw new NoAnswer("its upsd lists a variable that is none: " + noName.getMessage());
        }
    }

    private static List<ValueRange> ranges(List<List<String>> lines) throws NoAnswer {
        List<ValueRange> ranges = new ArrayList<>();
        List<String> maxima = RepeaterDriver.words(lines, 4);
        for (int i = 0; i < lines.size(); i++) {
            int minimum = number(lines.get(i).get(3));
            ranges.add(new ValueRange(minimum, Math.max(minimum, number(maxima.get(i)))));
        }
        return ranges;
    }

    private static int number(String text) throws NoAnswer {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new NoAnswer("its upsd says \"" + UpsVariable.of("number", text).value() + "\" where a number belongs");
        }
    }
}
