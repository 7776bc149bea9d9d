package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody can do who has taken over the watcher. */
@Timeout(120)
class IntruderTest {
    private static final String STUB = "format = \"1\"\n";

    @TempDir
    private Path directory;
    private RunningUpsmon upsmon;
    private Process victim;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "only root can lock a process into an empty directory");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        upsmon = new RunningUpsmon(directory);
        victim = new ProcessBuilder("/usr/bin/setpriv", "--reuid=64003", "--regid=64000", "--clear-groups", "sleep", "1000").start();
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        if (victim != null) {
            victim.destroyForcibly();
            upsmon.close();
        }
    }

    @Test
    void nothingThatAnIntruderTriesIsDone() throws IOException {
        List<String> outside = upsmon.intrude("-", victim.pid());
        List<String> inside = upsmon.intrude(EmptyRoot.prepare(directory.resolve("run")).toString(), victim.pid());

        assertEquals(List.of("open a file done", "look at a process done", "make a Unix socket done", "make a file in memory done"),
            outside);
        assertEquals(26, inside.size(), inside.toString());
        assertEquals(List.of(), inside.stream().filter(line -> !line.endsWith(" refused")).toList());
        assertTrue(victim.isAlive());
    }

    @Test
    void aWatcherOfRegionsCanReadThemAndDoNothingElse() throws IOException {
        Path state = state("state");
        Path another = state("another");
        List<String> outside = upsmon.intrude("-", victim.pid(), another.toString());
        List<String> inside = upsmon.intrude(Cell.stateRoot(state, "64003:64000").toString(), victim.pid(), "");

        assertEquals(25, outside.size(), outside.toString());
        assertEquals(List.of(), outside.stream().filter(line -> !line.endsWith(" done")).toList());
        assertEquals(47, inside.size(), inside.toString());
        assertEquals(List.of("read the stub done"), inside.stream().filter(line -> !line.endsWith(" refused")).toList());
        assertEquals(List.of("su700.state"), List.of(state.toFile().list()));
        assertEquals(STUB, Files.readString(state.resolve("su700.state")));
        assertTrue(victim.isAlive());
    }

    /** A state directory whose one file is the intruder's. */
    private Path state(String name) throws IOException {
        Path state = Files.createDirectory(directory.resolve(name));
        Files.setAttribute(state, "unix:gid", 64000);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwx---"));
        Path stub = Files.writeString(state.resolve("su700.state"), STUB);
        Files.setAttribute(stub, "unix:uid", 64003);
        Files.setAttribute(stub, "unix:gid", 64000);
        return state;
    }

    @Test
    void everyThreadOfTheWatcherIsLockedIn() throws IOException {
        try (FakeUpsd upsd = new FakeUpsd().status("su700", "OL")) {
            upsmon.configure("MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary").start();
            List<String> watcher = RunningUpsmon.threads(upsmon.child("WATCHER"));
            List<String> free = new ArrayList<>(watcher);
            free.removeIf(status -> status.contains("CapInh:\t0000000000000000\nCapPrm:\t0000000000000000\nCapEff:\t0000000000000000\n")
                && status.contains("NoNewPrivs:\t1\nSeccomp:\t2\n"));

            assertTrue(watcher.size() > 5, watcher.toString());
            assertEquals(List.of(), free);
            assertTrue(RunningUpsmon.threads(upsmon.child("NOTIFIER")).getFirst().contains("NoNewPrivs:\t0\n"), "NOTIFYCMD may use sudo");
        }
    }
}
