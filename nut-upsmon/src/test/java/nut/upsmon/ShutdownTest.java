package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that do not do what they should. Every one of them is a line for the shell that writes to a file, and none shuts down. */
@Timeout(120)
class ShutdownTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(1);

    @TempDir
    private Path directory;

    @Test
    void aCommandThatEndsWellIsFollowedByNothing() throws IOException {
        shutDown(LONG, write("main"), write("fallback"));

        assertEquals(List.of("main"), written());
    }

    @Test
    void aCommandThatFailsIsTriedAgainAndThenFollowedByFallbacksUntilOneEndsWell() throws IOException {
        shutDown(LONG, write("main") + "; exit 1", write("first") + "; exit 2", write("second"), write("third"));

        assertEquals(List.of("main", "main", "first", "second"), written());
    }

    @Test
    void aCommandThatFailsOnceIsNotFollowedByFallbacks() throws IOException {
        shutDown(LONG, write("main") + "; test $(wc -l < " + file() + ") -gt 1", write("fallback"));

        assertEquals(List.of("main", "main"), written());
    }

    @Test
    void aCommandThatHangsIsLeftRunningAndFollowedByFallbacks() throws IOException {
        Path release = directory.resolve("release");
        String wait = "until test -e " + release + "; do sleep 0.05; done";
        shutDown(Duration.ofMillis(300), wait + "; " + write("main"), write("fallback"));
        List<String> before = written();
        Files.createFile(release);
        RunningUpsmon.await("the command that hung ends", () -> written().contains("main"));

        assertEquals(List.of("fallback"), before);
    }

    @Test
    void aCommandThatEndsWellAfterAllIsTheShutdown() throws IOException {
        String untilFirst = "until test -e " + file() + "; do sleep 0.05; done";
        shutDown(Duration.ofMillis(300), untilFirst, write("first") + "; sleep 2; exit 1", write("second"));

        assertEquals(List.of("first"), written());
    }

    @Test
    void whenNothingHelpsAllOfItIsTriedAgain() throws IOException {
        String third = "test $(grep -c main " + file() + ") -gt 2";
        shutDown(LONG, write("main") + "; " + third, write("fallback") + "; exit 1");

        assertEquals(List.of("main", "main", "fallback", "main"), written());
    }

    @Test
    void aCommandThatFloodsIsNeitherHeldUpNorKeptWhole() throws IOException {
        shutDown(LONG, "yes flood | head -c 5000000; " + write("main"), write("fallback"));

        assertEquals(List.of("main"), written());
    }

    @Test
    void whatACommandLeavesInTheBackgroundGoesOnPrinting() throws IOException {
        shutDown(LONG, "{ sleep 0.5; head -c 200000 /dev/zero; " + write("background") + "; } & exit 0", write("fallback"));
        RunningUpsmon.await("the background goes on", () -> written().contains("background"));

        assertEquals(List.of("background"), written());
    }

    @Test
    void theFlagIsSetBeforeTheCommandRuns() throws IOException {
        Path flag = directory.resolve("flag");
        new Shutdown().run(new Shutdown.Plan("cat " + flag + " >> " + file(), LONG, Optional.of(flag), List::of, SHORT, SHORT));

        assertTrue(written().getFirst().startsWith("upsmon-shutdown-file"), written().toString());
    }

    @Test
    void aFlagThatHangsWithItsDiskDoesNotHoldUpTheCommand() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        new Shutdown().run(new Shutdown.Plan(write("main"), LONG, Optional.of(pipe), List::of, SHORT, SHORT));

        assertEquals(List.of("main"), written());
    }

    @Test
    void theUsualFallbacksAreThoseThatTheSystemHas() throws IOException {
        Path poweroff = Files.createFile(directory.resolve("poweroff"));
        poweroff.toFile().setExecutable(true);
        Files.createFile(directory.resolve("shutdown"));

        assertEquals(List.of(List.of(poweroff.toString(), "-f")), Fallbacks.usual(List.of("/nowhere", directory.toString())));
    }

    private void shutDown(Duration patience, String command, String... fallbacks) {
        new Shutdown().run(new Shutdown.Plan(command, patience, Optional.empty(),
            () -> Stream.of(fallbacks).map(ShutdownCommand::shell).toList(), SHORT, SHORT));
    }

    private String write(String word) {
        return "echo " + word + " >> " + file();
    }

    private Path file() {
        return directory.resolve("written");
    }

    private List<String> written() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
