package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images' ready call to C beside the one that the JDK's linker makes: the same results, the same errno, the same refusals. */
@Timeout(120)
class ReadyDowncallIT {
    @ParameterizedTest
    @ValueSource(strings = {"runtime", "lib/jail/runtime"})
    void whatTheImageCallsEndsAsWhatTheLinkerCalls(String image) throws IOException, InterruptedException {
        List<String> said = probe(image);
        assumeFalse(said.equals(List.of("none")), "this JDK's linker works in a way that the build does not know");

        assertEquals(9, said.size(), said.toString());
        for (String line : said) {
            String[] parts = line.split("\t");
            assertEquals(3, parts.length, line);
            assertEquals(parts[2], parts[1], line);
        }
        assertTrue(said.contains("close(-1)\t-1 errno 9\t-1 errno 9"), said.toString());
        assertTrue(said.stream().anyMatch(line -> line.endsWith("[1, 2, 3, 4]")), said.toString());
        assertTrue(said.contains("llabs of 64 bits\t9223372036854775806\t9223372036854775806"), said.toString());
    }

    private static List<String> probe(String image) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("nut.tree")).resolve(image).resolve("bin/java");
        Process process = new ProcessBuilder(java.toString(), "-Xlog:disable", "--enable-native-access=ALL-UNNAMED", "-cp",
            Path.of("target/test-classes").toAbsolutePath().toString(), DowncallProbe.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }
}
