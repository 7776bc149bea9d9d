package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of system calls against the kernel's own, where the C library's headers are installed: the generic list, which is arm64's, lies
 * on every machine beside that machine's own.
 */
class SyscallsTest {
    private static final Pattern DEFINITION = Pattern.compile("#\\s*define\\s+__NR(?:3264)?_(\\w+)\\s+(\\d+)");
    /** The generic list has one call under the name that it has in the C library. */
    private static final Map<String, String> OTHER_NAMES = Map.of("fstatat", "newfstatat");

    static Stream<Arguments> lists() {
        String own = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        return Stream.of(Arguments.of("aarch64", Path.of("/usr/include/asm-generic/unistd.h")),
            Arguments.of(System.getProperty("os.arch"), Path.of("/usr/include/" + own + "-linux-gnu/asm/unistd_64.h")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theNumbersAreTheKernels(String architecture, Path header) throws IOException {
        assumeTrue(Files.exists(header), header + " is the kernel's list, in Debian's linux-libc-dev");
        Map<String, Integer> kernels = numbers(header);
        int newest = kernels.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        Set<String> others = new TreeSet<>(Syscalls.numbers("amd64").keySet());
        others.addAll(Syscalls.numbers("aarch64").keySet());

        Map<String, Integer> ours = Syscalls.numbers(architecture);

        assertTrue(kernels.size() > 200, header + " could not be read");
        List<String> wrong = others.stream().filter(call -> ours.getOrDefault(call, -1) <= newest)
            .filter(call -> !ours.getOrDefault(call, -1).equals(kernels.getOrDefault(call, -1)))
            .map(call -> call + ": " + ours.get(call) + ", and the kernel has " + kernels.get(call)).toList();
        assertEquals(List.of(), wrong);
    }

    private static Map<String, Integer> numbers(Path header) throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        for (String line : Files.readAllLines(header)) {
            Matcher definition = DEFINITION.matcher(line);
            if (definition.lookingAt()) {
                String name = definition.group(1);
                numbers.put(OTHER_NAMES.getOrDefault(name, name), Integer.valueOf(definition.group(2)));
            }
        }
        return numbers;
    }
}
