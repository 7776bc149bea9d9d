package nut.driver.dummy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nut.common.state.UpsVariable;

/**
 * What a definition file says, ready to be acted.
 *
 * @param steps    what happens, one after the other; at least one
 * @param declared what the file says of variables beside their values, by name without regard to case
 * @param commands the instant commands that the file declares
 */
record Script(List<Step> steps, Map<String, UpsVariable> declared, Set<String> commands) {
    /**
     * What happens at one moment, and how long it lasts.
     *
     * @param values      the variables that take a value, in the order of the file; one with an empty value goes away
     * @param alarmsClear whether the alarms of before are over
     * @param alarms      the alarms that begin
     * @param pause       until the next step; zero at the end of the file
     */
    record Step(Map<String, String> values, boolean alarmsClear, List<String> alarms, Duration pause) {
        Step {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            alarms = List.copyOf(alarms);
        }
    }

    Script {
        steps = List.copyOf(steps);
        declared = Collections.unmodifiableMap(caseless(declared));
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(commands);
        commands = Collections.unmodifiableSet(names);
    }

    /** A variable with a value, and with all that is known of it. */
    UpsVariable variable(String name, String value) {
        UpsVariable own = declared.get(name);
        return (own == null ? KnownVariables.named(name) : own).withValue(value);
    }

    private static Map<String, UpsVariable> caseless(Map<String, UpsVariable> variables) {
        Map<String, UpsVariable> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(variables);
        return sorted;
    }
}
