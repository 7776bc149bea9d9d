package nut.driver.dummy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import nut.common.state.UpsVariable;
import nut.driver.core.Fault;
import nut.driver.core.UpsState;
import org.slf4j.Logger;

/**
 * What the driver writes its variables on: the {@link UpsState}, with two rules more. There is only so much room for a snapshot, and what
 * does not fit is left out and said once; ups.status always fits. And a {@code device.} variable that was written itself is not replaced by
 * its namesake of {@code ups.}: a power strip has both.
 */
final class Sheet {
    /** In bytes of a snapshot's text; the rest of its slot is for what the core itself publishes. */
    static final int ROOM = 56 * 1024;
    /** Beyond the name, for the words of the statements that make up a variable. */
    private static final int WORDS = 64;
    private static final int COMMAND_WORD = 8;
    private static final String ALWAYS = "ups.status";

    private final UpsState state;
    private final Map<String, UpsVariable> written = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> commands = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Fault full;
    private int used;

    Sheet(UpsState state, Logger log, LongSupplier nanos) {
        this.state = state;
        this.full = new Fault(log, "Not all variables fit into a snapshot", nanos);
    }

    /** Writes a variable with all that clients may know of it. */
    void write(UpsVariable variable) {
        UpsVariable before = written.get(variable.name());
        int more = cost(variable) - cost(before);
        if (used + more > ROOM && !variable.name().equalsIgnoreCase(ALWAYS)) {
            full.occurred(variable.name() + " is left out");
            return;
        }
        used += more;
        written.put(variable.name(), variable);
        state.declare(variable);
        UpsVariable namesake = variable.name().startsWith("ups.") ? written.get("device" + variable.name().substring(3)) : null;
        if (namesake != null) {
            state.declare(namesake);
        }
    }

    /** Declares an instant command. */
    void command(String name) {
        int cost = name.length() + COMMAND_WORD;
        if (used + cost > ROOM) {
            full.occurred("the command " + name + " is left out");
        } else if (commands.add(name)) {
            used += cost;
            state.command(name);
        }
    }

    /** Takes all instant commands back but for some. */
    void withdrawAllBut(Collection<String> names) {
        for (String name : List.copyOf(commands)) {
            if (!names.contains(name)) {
                commands.remove(name);
                used -= name.length() + COMMAND_WORD;
                state.withdraw(name);
            }
        }
    }

    /** Takes a variable out. */
    void erase(String name) {
        used -= cost(written.remove(name));
        state.remove(name);
    }

    /** Takes out what was written, but for some variables. */
    void eraseAllBut(Collection<String> names) {
        for (String name : List.copyOf(written.keySet())) {
            if (!names.contains(name)) {
                erase(name);
            }
        }
    }

    private static int cost(UpsVariable variable) {
        if (variable == null) {
            return 0;
        }
        int cost = 3 * variable.name().length() + WORDS + 2 * variable.value().length();
        for (String value : variable.enumeration()) {
            cost += variable.name().length() + 2 * value.length() + WORDS / 4;
        }
        return cost + variable.ranges().size() * (variable.name().length() + WORDS / 2);
    }
}
