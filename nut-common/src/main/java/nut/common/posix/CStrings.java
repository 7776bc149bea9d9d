package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Strings, and arrays of them, as C wants them. What the JDK has for it writes addresses through a method handle made on the spot, which
 * costs a start some two milliseconds.
 */
final class CStrings {
    private CStrings() {
    }

    /** A string with a zero at its end. */
    static MemorySegment of(Arena arena, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment string = arena.allocate(bytes.length + 1L);
        string.asByteBuffer().put(bytes);
        return string;
    }

    /** Bytes as they are. */
    static MemorySegment bytes(Arena arena, byte... bytes) {
        MemorySegment all = arena.allocate(bytes.length);
        all.asByteBuffer().put(bytes);
        return all;
    }

    /** An array of ints. */
    static MemorySegment ints(Arena arena, int... numbers) {
        MemorySegment array = arena.allocate(JAVA_INT, numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            array.setAtIndex(JAVA_INT, i, numbers[i]);
        }
        return array;
    }

    /** Pointers to strings, with a null pointer at the end, as execve(2) wants them. */
    static MemorySegment array(Arena arena, List<String> strings) {
        MemorySegment array = arena.allocate(JAVA_LONG, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            array.setAtIndex(JAVA_LONG, i, of(arena, strings.get(i)).address());
        }
        return array;
    }

    /** An environment as execve(2) wants it. */
    static MemorySegment environment(Arena arena, Map<String, String> variables) {
        List<String> lines = new ArrayList<>(variables.size());
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            lines.add(variable.getKey() + "=" + variable.getValue());
        }
        return array(arena, lines);
    }
}
