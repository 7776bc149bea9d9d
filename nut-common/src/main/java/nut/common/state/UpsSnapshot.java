package nut.common.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that is known of a UPS at one moment: its variables and the instant commands it takes. Immutable; names are compared without
 * regard to case and kept in that order, as NUT's upsd lists them.
 */
public final class UpsSnapshot {
    /** Nothing known yet. */
    public static final UpsSnapshot EMPTY = new UpsSnapshot(new UpsVariable[0],
        Collections.unmodifiableSortedSet(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));

    /** By name. One snapshot differs from the next in a value or two, and a row of references is copied faster than a tree. */
    private final UpsVariable[] variables;
    private final SortedSet<String> commands;

    private UpsSnapshot(UpsVariable[] variables, SortedSet<String> commands) {
        this.variables = variables;
        this.commands = commands;
    }

    /** A builder that starts with what this snapshot holds. */
    public Builder toBuilder() {
        return new Builder(variables, commands);
    }

    /** All variables in the order of their names. */
    public List<UpsVariable> variables() {
        return Collections.unmodifiableList(Arrays.asList(variables));
    }

    /** The same for who changes nothing in it. */
    UpsVariable[] array() {
        return variables;
    }

    /** The names of all instant commands; one and the same set as long as no command is added or taken out. */
    public SortedSet<String> commands() {
        return commands;
    }

    /** A variable by name, or null. */
    public UpsVariable find(String name) {
        return find(variables, name);
    }

    /** A variable by name. */
    public Optional<UpsVariable> variable(String name) {
        return Optional.ofNullable(find(name));
    }

    /** A variable's value by name. */
    public Optional<String> value(String name) {
        return variable(name).map(UpsVariable::value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpsSnapshot that && Arrays.equals(variables, that.variables) && commands.equals(that.commands);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(variables) + commands.hashCode();
    }

    @Override
    public String toString() {
        return variables.length + " variables, " + commands.size() + " commands, ups.status " + value("ups.status").orElse("unknown");
    }

    private static UpsVariable find(UpsVariable[] variables, String name) {
        int at = indexOf(variables, name);
        return at < 0 ? null : variables[at];
    }

    /** Where a name stands; if it does not, one below the negative of where it would. */
    private static int indexOf(UpsVariable[] variables, String name) {
        int low = 0;
        int high = variables.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = variables[middle].name().compareToIgnoreCase(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Makes the next snapshot from an earlier one: copies what is to be changed, when it is, and shares the rest. Owned by one thread. */
    public static final class Builder {
        private UpsVariable[] variables;
        private SortedSet<String> commands;
        private boolean ownVariables;
        private boolean ownCommands;

        private Builder(UpsVariable[] variables, SortedSet<String> commands) {
            this.variables = variables;
            this.commands = commands;
        }

        /** Sets a value and leaves what else is known of the variable as it was. */
        public Builder set(String name, String value) {
            int at = indexOf(variables, name);
            return put(at < 0 ? UpsVariable.of(name, value) : variables[at].withValue(value), at);
        }

        /** Sets a whole variable, its name as written included. */
        public Builder set(UpsVariable variable) {
            return put(variable, indexOf(variables, variable.name()));
        }

        /** Puts a variable where {@link #indexOf} says that it stands, or would. */
        private Builder put(UpsVariable variable, int at) {
            if (at >= 0) {
                ownVariables()[at] = variable;
            } else {
                insert(variable, -at - 1);
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
            int at = indexOf(variables, name);
            if (at >= 0) {
                UpsVariable[] fewer = Arrays.copyOf(variables, variables.length - 1);
                System.arraycopy(variables, at + 1, fewer, at, fewer.length - at);
                own(fewer);
            }
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
            if (ownCommands) {
                commands = Collections.unmodifiableSortedSet(commands);
            }
            ownVariables = false;
            ownCommands = false;
            return new UpsSnapshot(variables, commands);
        }

        private void insert(UpsVariable variable, int at) {
            UpsVariable[] more = Arrays.copyOf(variables, variables.length + 1);
            System.arraycopy(variables, at, more, at + 1, variables.length - at);
            more[at] = variable;
            own(more);
        }

        private UpsVariable[] ownVariables() {
            if (!ownVariables) {
                UpsVariable[] copy = new UpsVariable[variables.length];
                System.arraycopy(variables, 0, copy, 0, copy.length);
                own(copy);
            }
            return variables;
        }

        private void own(UpsVariable[] array) {
            variables = array;
            ownVariables = true;
        }

        private SortedSet<String> ownCommands() {
            if (!ownCommands) {
                commands = new TreeSet<>(commands);
                ownCommands = true;
            }
            return commands;
        }

        private UpsVariable present(String name) {
            UpsVariable variable = find(variables, name);
            if (variable == null) {
                throw new IllegalArgumentException("there is no variable " + name + " yet: set its value first");
            }
            return variable;
        }
    }
}
