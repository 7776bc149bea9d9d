package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** mkjail of the installed tree, as root calls it. What lives in a jail is ChainIT's. */
@Timeout(60)
class MkjailIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void beRoot() {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can make a jail that its inmates cannot change");
    }

    private record Ended(int exit, String output) {
    }

    private Ended mkjail(String... arguments) throws IOException, InterruptedException {
        Stream<String> command = Stream.concat(Stream.of(Path.of(System.getProperty("nut.tree"), "sbin/mkjail").toString()),
            Stream.of(arguments));
        Process process = new ProcessBuilder(command.toList()).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void aJailOfARelativeNameHoldsWhatItNeedsAndNothingElse() throws IOException, InterruptedException {
        Ended end = mkjail("--ids", "nutdev=64001,nutsrv=64002,nut=64000", "cell");

        assertEquals(0, end.exit(), end.output());
        try (Stream<Path> entries = Files.list(folder.resolve("cell"))) {
            List<String> names = entries.map(entry -> entry.getFileName().toString()).filter(name -> !name.startsWith("lib")).sorted()
                .toList();
            assertEquals(List.of("dev", "etc", "usr", "var"), names);
        }
        assertTrue(Files.isExecutable(folder.resolve("cell/usr/local/ups/runtime/bin/java")));
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException, InterruptedException {
        Files.writeString(Files.createDirectory(folder.resolve("home")).resolve("mine"), "precious");
        Ended end = mkjail("--ids", "nutdev=64001,nutsrv=64002,nut=64000", "home");

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("home is not empty; name a new directory"), end.output());
        assertEquals(List.of("mine"), List.of(folder.resolve("home").toFile().list()));
    }
}
