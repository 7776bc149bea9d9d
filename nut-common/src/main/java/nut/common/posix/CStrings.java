package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arrays of strings as execve(2) wants them: pointers, with a null pointer at the end. */
final class CStrings {
    private CStrings() {
    }

    static MemorySegment array(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(ADDRESS, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(strings.get(i)));
        }
        return array;
    }

    static MemorySegment environment(Arena arena, Map<String, String> variables) {
        List<String> lines = new ArrayList<>(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            lines.add(variable.getKey() + "=" + variable.getValue());
        }
        return array(arena, lines);
    }
}
