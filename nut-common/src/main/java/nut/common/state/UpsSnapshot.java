package nut.common.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is known of a UPS at one moment: its variables and the instant commands it takes. Immutable; names are compared without
 * regard to case and kept in that order, as NUT's upsd lists them.
 */
public final class UpsSnapshot {
    /** Nothing known yet. */
    public static final UpsSnapshot EMPTY = new UpsSnapshot(new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
        new TreeSet<>(String.CASE_INSENSITIVE_ORDER));

    private final TreeMap<String, UpsVariable> variables;
    private final TreeSet<String> commands;

    private UpsSnapshot(TreeMap<String, UpsVariable> variables, TreeSet<String> commands) {
        this.variables = variables;
        this.commands = commands;
    }

    /** A builder that starts with what this snapshot holds. */
    public Builder toBuilder() {
        return new Builder(variables, commands);
    }

    /** All variables by name. */
    public SortedMap<String, UpsVariable> variables() {
        return Collections.unmodifiableSortedMap(variables);
    }

    /** The names of all instant commands. */
    public SortedSet<String> commands() {
        return Collections.unmodifiableSortedSet(commands);
    }

    /** A variable by name. */
    public Optional<UpsVariable> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** A variable's value by name. */
    public Optional<String> value(String name) {
        return variable(name).map(UpsVariable::value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpsSnapshot that && variables.equals(that.variables) && commands.equals(that.commands);
    }

    @Override
    public int hashCode() {
        return 31 * variables.hashCode() + commands.hashCode();
    }

    @Override
    public String toString() {
        return variables.size() + " variables, " + commands.size() + " commands, ups.status " + value("ups.status").orElse("unknown");
    }

    /** Makes the next snapshot from an earlier one: copies what is to be changed, when it is, and shares the rest. Owned by one thread. */
    public static final class Builder {
        private TreeMap<String, UpsVariable> variables;
        private TreeSet<String> commands;
        private boolean ownVariables;
        private boolean ownCommands;

        private Builder(TreeMap<String, UpsVariable> variables, TreeSet<String> commands) {
            this.variables = variables;
            this.commands = commands;
        }

        /** Sets a value and leaves what else is known of the variable as it was. */
        public Builder set(String name, String value) {
            UpsVariable known = variables.get(name);
            return set(known == null ? UpsVariable.of(name, value) : known.withValue(value));
        }

        /** Sets a whole variable, its name as written included. */
        public Builder set(UpsVariable variable) {
            UpsVariable before = ownVariables().put(variable.name(), variable);
            if (before != null && !before.name().equals(variable.name())) {
                variables.remove(variable.name());
                variables.put(variable.name(), variable);
            }
            return this;
        }

        /** Replaces the flags of a variable that is there. */
        public Builder flags(String name, ValueFlag... flags) {
            UpsVariable v = present(name);
            Set<ValueFlag> set = flags.length == 0 ? Set.of() : EnumSet.copyOf(List.of(flags));
            return set(new UpsVariable(v.name(), v.value(), set, v.maximumLength(), v.enumeration(), v.ranges()));
        }

        /** Sets the longest text that a variable takes, in characters. */
        public Builder maximumLength(String name, int characters) {
            UpsVariable v = present(name);
            return set(new UpsVariable(v.name(), v.value(), v.flags(), characters, v.enumeration(), v.ranges()));
        }

        /** Replaces the list of values that a variable takes. */
        public Builder enumeration(String name, String... values) {
            UpsVariable v = present(name);
            return set(new UpsVariable(v.name(), v.value(), v.flags(), v.maximumLength(), List.of(values), v.ranges()));
        }

        /** Adds one to the list of values that a variable takes. */
        public Builder addEnumeration(String name, String value) {
            List<String> values = new ArrayList<>(present(name).enumeration());
            values.add(value);
            return enumeration(name, values.toArray(new String[0]));
        }

        /** Adds a span of values that a variable takes. */
        public Builder range(String name, int minimum, int maximum) {
            UpsVariable v = present(name);
            List<ValueRange> ranges = new ArrayList<>(v.ranges());
            ranges.add(new ValueRange(minimum, maximum));
            return set(new UpsVariable(v.name(), v.value(), v.flags(), v.maximumLength(), v.enumeration(), ranges));
        }

        /** Takes a variable out. */
        public Builder remove(String name) {
            ownVariables().remove(name);
            return this;
        }

        /** Adds an instant command. */
        public Builder command(String name) {
            if (!UpsVariable.isName(name)) {
                throw new IllegalArgumentException("'" + name + "' is not a command's name");
            }
            ownCommands().add(name);
            return this;
        }

        /** Takes an instant command out. */
        public Builder removeCommand(String name) {
            ownCommands().remove(name);
            return this;
        }

        /** The snapshot; the builder may be used on. */
        public UpsSnapshot build() {
            ownVariables = false;
            ownCommands = false;
            return new UpsSnapshot(variables, commands);
        }

        private TreeMap<String, UpsVariable> ownVariables() {
            if (!ownVariables) {
                variables = new TreeMap<>(variables);
                ownVariables = true;
            }
            return variables;
        }

        private TreeSet<String> ownCommands() {
            if (!ownCommands) {
                commands = new TreeSet<>(commands);
                ownCommands = true;
            }
            return commands;
        }

        private UpsVariable present(String name) {
            UpsVariable variable = variables.get(name);
            if (variable == null) {
                throw new IllegalArgumentException("there is no variable " + name + " yet: set its value first");
            }
            return variable;
        }
    }
}
