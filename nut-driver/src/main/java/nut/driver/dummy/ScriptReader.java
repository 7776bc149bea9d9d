package nut.driver.dummy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nut.common.conf.Complaints;
import nut.common.conf.Statement;
import nut.common.conf.Tokenizer;
import nut.common.state.UpsVariable;
import nut.driver.dummy.Script.Step;

/**
 * Makes a script of a definition file. A line that makes no sense is one complaint with its place, and is left out.
 *
 * <pre>
 *  name: value ...       the variable takes the value; without a value it goes away
 *  TIMER seconds         what follows happens so much later
 *  ALARM text ...        an alarm begins; without a text, all are over
 *  SETFLAGS, SETAUX, ADDENUM, ADDRANGE, ADDCMD: what a variable takes, and commands, see {@link Declarations}
 * </pre>
 * {@code driver.*} and {@code server.*} are passed over: a list that {@code upsc} printed holds those of another driver.
 */
final class ScriptReader {
    private final Complaints complaints;
    private final Declarations declarations = new Declarations();
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> alarms = new ArrayList<>();
    private boolean alarmsClear;

    private ScriptReader(Complaints complaints) {
        this.complaints = complaints;
    }

    /**
     * Reads a text.
     *
     * @param source what complaints name, usually the file's path
     */
    static Script read(String source, String text, Complaints complaints) {
        ScriptReader reader = new ScriptReader(complaints);
        Tokenizer.statements(source, text, complaints).forEach(reader::line);
        reader.endStep(Duration.ZERO);
        return new Script(reader.steps, reader.declarations.variables(), reader.declarations.commands());
    }

    private void line(Statement s) {
        String first = s.keyword();
        switch (first.endsWith(":") ? first.substring(0, first.length() - 1) : first) {
            case "TIMER" -> timer(s);
            case "ALARM" -> alarm(rest(s));
            case "SETFLAGS", "SETAUX", "ADDENUM", "ADDRANGE", "ADDCMD" -> declaration(s);
            default -> value(s);
        }
    }

    private void timer(Statement s) {
        long seconds = s.words().size() == 2 ? seconds(s.words().get(1)) : -1;
        if (seconds < 0) {
            complain(s, "TIMER takes one whole number of seconds from 0 to " + Integer.MAX_VALUE);
            return;
        }
        endStep(Duration.ofSeconds(seconds));
    }

    private static long seconds(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private void alarm(String text) {
        if (text.isEmpty()) {
            alarmsClear = true;
            alarms.clear();
        } else {
            alarms.add(text);
        }
    }

    private void declaration(Statement s) {
        try {
            declarations.add(s.words());
        } catch (IllegalArgumentException wrong) {
            complain(s, wrong.getMessage());
        }
    }

    private void value(Statement s) {
        String first = s.keyword();
        int colon = first.indexOf(':');
        String name = colon < 0 ? first : first.substring(0, colon);
        if (colon >= 0 && colon < first.length() - 1) {
            complain(s, "a blank is missing after the colon of \"" + first + "\"");
        } else if (colon < 0 && name.indexOf('.') < 0) {
            complain(s, "\"" + first + "\" is neither the name of a variable with its colon nor an instruction; write name: value");
        } else if (!ofAnotherProgram(name)) {
            try {
                values.put(name, UpsVariable.of(name, rest(s)).value());
            } catch (IllegalArgumentException noName) {
                complain(s, noName.getMessage());
            }
        }
    }

    /** Whether a variable tells of the driver or the upsd that served the UPS when it was written down. */
    static boolean ofAnotherProgram(String name) {
        return name.startsWith("driver.") || name.startsWith("server.");
    }

    private void endStep(Duration pause) {
        steps.add(new Step(values, alarmsClear, alarms, pause));
        values.clear();
        alarms.clear();
        alarmsClear = false;
    }

    private void complain(Statement s, String what) {
        complaints.warning(s.position(), what + "; the line is left out");
    }

    private static String rest(Statement s) {
        return String.join(" ", s.words().subList(1, s.words().size()));
    }
}
