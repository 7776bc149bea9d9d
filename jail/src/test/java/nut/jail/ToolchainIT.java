package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody reads who builds without the JDK that the build needs. */
@Timeout(120)
class ToolchainIT {
    @Test
    void aMissingJdkIsOneClearLine() throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "mvn"))),
            "this test needs mvn on the PATH");
        Process maven = new ProcessBuilder("mvn", "-B", "-o", "-q", "-N", "-Dstyle.color=never", "-Djdk.version=99", "validate")
            .directory(Path.of(System.getProperty("nut.jail.folder")).getParent().toFile()).redirectErrorStream(true).start();
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertNotEquals(0, maven.waitFor());
        assertEquals(1, said.lines().filter(line -> line.contains("this build needs JDK 99 or later: install one")).count(), said);
    }
}
