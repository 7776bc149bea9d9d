package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {
    @Test
    void anImageNeedsNoPath() {
        assertEquals(List.of(), JavaCommand.paths(null, ""));
        assertEquals(List.of(), JavaCommand.paths(null, "."));
    }

    @Test
    void aBuildTreesModulePathIsRepeated() {
        List<String> options = JavaCommand.paths("a/classes:b/classes", "");

        assertEquals(List.of("--module-path", "a/classes:b/classes", "--add-modules", "ALL-MODULE-PATH",
            "--enable-native-access=ALL-UNNAMED,nut.common"), options);
    }

    @Test
    void aBuildTreesClassPathIsRepeated() {
        List<String> options = JavaCommand.paths(null, "classes:lib.jar");

        assertEquals(List.of("-cp", "classes:lib.jar", "--enable-native-access=ALL-UNNAMED"), options);
    }

    @Test
    void theProgramsNameGoesAlong() {
        List<String> command = JavaCommand.of("newapc", "nut.driver.Main", List.of("-a", "su700"));

        assertEquals(System.getProperty("java.home") + "/bin/java", command.getFirst());
        assertEquals(List.of("-Dnut.program=newapc", "nut.driver.Main", "-a", "su700"),
            command.subList(command.size() - 4, command.size()));
    }

    @Test
    void whereTheRuntimeHasAnArchiveOfTheProgramsNameItIsUsed(@TempDir Path home) throws IOException {
        Path archive = Files.createFile(Files.createDirectories(home.resolve("lib/server")).resolve("upsmon.jsa"));
        String option = "-XX:SharedArchiveFile=" + archive;

        assertEquals(List.of(option, "-Dnut.program=upsmon", "Main"),
            withoutPaths(JavaCommand.of(home, "upsmon", List.of(), "Main", List.of())));
        assertEquals(List.of("-Dnut.program=upsd", "Main"), withoutPaths(JavaCommand.of(home, "upsd", List.of(), "Main", List.of())));
    }

    private static List<String> withoutPaths(List<String> command) {
        return command.stream().filter(word -> word.startsWith("-XX:") || word.startsWith("-Dnut.program") || word.equals("Main")).toList();
    }

    @Test
    void whereTheRuntimeHasALinkOfTheProgramsNameItIsStartedByThat(@TempDir Path home) throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createFile(bin.resolve("java")).toFile().setExecutable(true);
        Files.createSymbolicLink(bin.resolve("newapc"), Path.of("java"));

        assertEquals(bin.resolve("newapc").toString(), JavaCommand.of(home, "newapc", List.of(), "Main", List.of()).getFirst());
        assertEquals(bin.resolve("java").toString(), JavaCommand.of(home, "upsd", List.of(), "Main", List.of()).getFirst());
        assertEquals(bin.resolve("java").toString(), JavaCommand.of(home, "", List.of(), "Main", List.of()).getFirst());
    }
}
