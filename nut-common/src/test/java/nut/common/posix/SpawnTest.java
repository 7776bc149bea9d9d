package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SpawnTest {
    /** Signals 32 and 33, which every program that uses glibc sets up for itself. */
    private static final long GLIBCS_OWN = 0x1_8000_0000L;

    @TempDir
    private Path folder;

    private Children.End run(Spawn spawn) throws PosixException {
        return Children.await(spawn.start());
    }

    private static Spawn shell(String script, String... arguments) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        line.addAll(List.of(arguments));
        return Spawn.of(line);
    }

    @Test
    void noDescriptorPassesUnlessItIsHandedOn() throws IOException {
        Path result = folder.resolve("open");
        Pipe pipe = Pipe.open();
        try (FileChannel _ = FileChannel.open(folder.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(null);
            run(shell("exec ls /proc/self/fd >$1", result.toString()).descriptor(pipe.writeEnd(), 77));
        } finally {
            pipe.closeReadEnd();
            pipe.closeWriteEnd();
        }

        assertEquals(List.of("0", "1", "2", "3", "77"), Files.readAllLines(result), "3 is the directory that ls reads");
    }

    @Test
    void theEnvironmentIsPassedOnButNotTheWordOfReadiness() throws IOException {
        Path result = folder.resolve("environment");
        run(shell("echo \"$HOME $EXTRA ${NUT_READY_FD-none} ${GONE-none}\" >$1", result.toString()).environment("EXTRA", "one two")
            .environment("GONE", "x").withoutEnvironment("GONE"));

        assertEquals(System.getenv("HOME") + " one two none none\n", Files.readString(result));
    }

    @Test
    void aNewSessionIsLedByTheChild() throws IOException {
        Path result = folder.resolve("stat");
        long pid = shell("exec cat /proc/self/stat >$1", result.toString()).newSession().start();
        Children.await(pid);

        assertEquals(Long.toString(pid), Files.readString(result).split(" ")[5]);
    }

    @Test
    void theChildTakesSignalsAsANewProcessDoes() throws IOException {
        Path result = folder.resolve("status");
        run(shell("exec cat /proc/self/status >$1", result.toString()));
        String status = Files.readString(result);

        assertEquals(0, signals(status, "SigBlk"));
        assertEquals(0, signals(status, "SigIgn") & ~GLIBCS_OWN);
    }

    private static long signals(String status, String kind) {
        return Long.parseUnsignedLong(status.replaceAll("(?s).*" + kind + ":\\s*([0-9a-f]+).*", "$1"), 16);
    }

    @Test
    void theEndIsKnown() throws PosixException {
        assertEquals(new Children.End(true, 3), run(shell("exit 3")));
        assertEquals(new Children.End(false, 15), run(shell("kill -TERM $$")));
    }

    @Test
    void anEndIsNotWaitedForLongerThanOneWants() throws PosixException {
        long pid = Spawn.of(List.of("/bin/sleep", "60")).start();
        Optional<Children.End> end = Children.await(pid, Duration.ofMillis(50));
        boolean lived = Kill.send(pid, Kill.SIGKILL);

        assertEquals(Optional.empty(), end);
        assertEquals(true, lived);
        assertEquals(new Children.End(false, 9), Children.await(pid));
        assertEquals(false, Kill.send(pid, Kill.SIGKILL));
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        PosixException failed = assertThrows(PosixException.class, () -> Spawn.of(List.of("/no/such/program")).start());

        assertEquals("cannot start /no/such/program: No such file or directory", failed.getMessage());
    }
}
