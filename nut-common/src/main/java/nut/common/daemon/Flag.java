package nut.common.daemon;

import java.util.List;

/**
 * A flag of a program's command line.
 *
 * @param names      as they are typed, the one that the program asks for first
 * @param takesValue whether the next word is its value
 * @param repeats    whether each time that it stands there counts
 * @param label      what -h calls the value; empty if it takes none
 */
record Flag(List<String> names, boolean takesValue, boolean repeats, String label, String description) {
    /** The type of what is made of it. */
    Class<?> type() {
        if (takesValue) {
            return repeats ? String[].class : String.class;
        }
        return repeats ? boolean[].class : boolean.class;
    }
}
