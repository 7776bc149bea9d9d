package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flags of upsmon(8) that do not start it, and the exit statuses of Debian's upsmon and ours. No call here can shut anything down:
 * SHUTDOWNCMD is /bin/true, and Debian's upsmon is never started.
 */
@Timeout(180)
class UpsmonOptionsIT {
    private static final Path OURS = Programs.TREE.resolve("sbin/upsmon");
    private static final Path THEIRS = Path.of("/lib/nut/upsmon");
    /** It looks nowhere else for its pid file. */
    private static final Path THEIR_PID = Path.of("/run/nut/upsmon.pid");
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    /** A call: what POWERDOWNFLAG holds, or null for no such file; the arguments; our exit status, and that of NUT 2.8.0. */
    private record Row(String flag, List<String> arguments, int ours, int theirs) {
        static Row same(int status, String... arguments) {
            return new Row(null, List.of(arguments), status, status);
        }

        static Row stricter(String... arguments) {
            return new Row(null, List.of(arguments), 1, 0);
        }
    }

    private static final List<Row> TABLE = List.of(
        Row.same(0, "-h"),
        Row.same(0, "-V"),
        Row.same(1, "-K"),
        new Row("upsmon-shutdown-file", List.of("-K"), 0, 0),
        new Row("upsmon-shutdown-file\n", List.of("-K"), 0, 0),
        new Row("another program's", List.of("-K"), 1, 1),
        new Row("", List.of("-K"), 1, 1),
        Row.same(1, "-c", "stop"),
        Row.same(1, "-c", "reload"),
        Row.same(1, "-c", "fsd"),
        Row.same(1, "-P", "4190000", "-c", "stop"),
        Row.same(1, "-P", "abc", "-c", "stop"),
        Row.same(1, "-P", "0", "-c", "reload"),
        Row.stricter("-Z"),
        Row.stricter("-c"),
        Row.stricter("-u"),
        Row.stricter("-P", "-5", "-c", "reload"),
        Row.stricter("-c", "bogus"));

    @BeforeEach
    void configure() throws IOException {
        write("upsmon.conf", "MONITOR su700@127.0.0.1:1 1 user secret primary\nSHUTDOWNCMD /bin/true\nPOWERDOWNFLAG " + flag()
            + "\nSHUTDOWNFALLBACK \"\"\n");
    }

    private void write(String name, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(folder.resolve(name), text), PosixFilePermissions.fromString("rw-------"));
    }

    private Path flag() {
        return folder.resolve("killpower");
    }

    private int call(Path program, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.toString(), "NUT_PIDPATH", folder.toString(), "NUT_ALTPIDPATH",
            folder.toString()));
        Process process = builder.start();
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), line + " ends");
        return process.exitValue();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private void setFlag(Row row) throws IOException {
        Files.deleteIfExists(flag());
        if (row.flag() != null) {
            Files.writeString(flag(), row.flag());
        }
    }

    @Test
    void ourExitStatusesAreThoseOfTheTable() throws IOException, InterruptedException {
        for (Row row : TABLE) {
            setFlag(row);
            assertEquals(row.ours(), call(OURS, row.arguments()), row + said());
        }
    }

    @Test
    void debiansExitStatusesAreThoseOfTheTable() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(THEIRS), "this test needs Debian's package nut-client");
        assumeTrue(call(THEIRS, List.of("-V")) == 0 && said().contains(" 2.8.0"), "the table is of NUT 2.8.0");
        assumeTrue(!runsTheirs(), "an upsmon of Debian's runs on this machine, and is not to be stopped");
        for (Row row : TABLE) {
            setFlag(row);
            assertEquals(row.theirs(), call(THEIRS, row.arguments()), row + said());
        }
    }

    private static boolean runsTheirs() throws IOException {
        return Files.exists(THEIR_PID) && ProcessHandle.of(Long.parseLong(Files.readString(THEIR_PID).strip())).isPresent();
    }

    @Test
    void bothSignalTheProcessThatIsNamed() throws IOException, InterruptedException {
        assertEquals(143, endOfOneThatIsTold(OURS, "stop"));
        assertEquals(129, endOfOneThatIsTold(OURS, "reload"));
        assertEquals(138, endOfOneThatIsTold(OURS, "fsd"));
        assumeTrue(Files.isExecutable(THEIRS), "the rest needs Debian's package nut-client");
        assertEquals(143, endOfOneThatIsTold(THEIRS, "stop"));
        assertEquals(129, endOfOneThatIsTold(THEIRS, "reload"));
        assertEquals(138, endOfOneThatIsTold(THEIRS, "fsd"));
    }

    /** Has a process that is no upsmon at all be told something, and returns how it ends: 128 and the signal. */
    private int endOfOneThatIsTold(Path program, String command) throws IOException, InterruptedException {
        // Whoever runs this may have HUP ignored (nohup), and a child would inherit that.
        Process told = new ProcessBuilder("env", "--default-signal=HUP", "sleep", "1000").start();
        try {
            assertEquals(0, call(program, List.of("-c", command, "-P", Long.toString(told.pid()))), said());
            assertTrue(told.waitFor(SECONDS, TimeUnit.SECONDS), "the signal comes");
            return told.exitValue();
        } finally {
            told.destroyForcibly();
        }
    }

    @Test
    void whatKeepsItFromStartingIsStatusOne() throws IOException, InterruptedException {
        assertEquals(1, call(OURS, List.of("-F", "word")), said());
        assumeTrue(Credentials.isRoot(), "only root becomes somebody else");
        assertEquals(1, call(OURS, List.of("-F", "-u", "no-such-user")), said());
        assertTrue(said().contains("no-such-user"), said());
    }
}
