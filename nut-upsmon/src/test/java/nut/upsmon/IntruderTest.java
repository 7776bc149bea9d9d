package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nut.common.posix.Landlock;
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
    /** What is left to somebody inside. */
    private static final List<String> MAY = Landlock.limitsTcp(Landlock.abi()) ? List.of("call its upsd done")
        : List.of("call its upsd done", "call somebody else done");

    @TempDir
    private Path directory;
    private RunningUpsmon upsmon;
    private Process victim;
    private FakeUpsd upsd;
    private ServerSocket other;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "only root can lock a process into an empty directory");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
        upsd = new FakeUpsd().status("su700", "OL");
        other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        upsmon = new RunningUpsmon(directory).configure("MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary");
        victim = new ProcessBuilder("/usr/bin/setpriv", "--reuid=64003", "--regid=64000", "--clear-groups", "sleep", "1000").start();
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        if (victim != null) {
            victim.destroyForcibly();
            upsmon.close();
            upsd.close();
            other.close();
        }
    }

    @Test
    void nothingThatAnIntruderTriesIsDone() throws IOException {
        List<String> outside = intrude("-");
        List<String> inside = intrude(EmptyRoot.prepare(directory.resolve("run")).toString());

        assertEquals(10, outside.size(), outside.toString());
        assertEquals(List.of(), outside.stream().filter(line -> !line.endsWith(" done")).toList());
        assertEquals(28, inside.size(), inside.toString());
        assertEquals(MAY, inside.stream().filter(line -> !line.endsWith(" refused")).toList());
        assertTrue(victim.isAlive());
    }

    /** Somebody who is in the watcher's program before it has changed its root directory and user, and has filtered its calls. */
    @Test
    void rootsPowerIsNotMuchWhereAWatcherStarts() throws IOException {
        Assumptions.assumeTrue(Landlock.abi() > 0, "this kernel has no Landlock");
        List<String> tried = intrude("=");

        assertEquals(10, tried.size(), tried.toString());
        assertEquals(List.of("call its upsd done", "make a Unix socket done", "make a file in memory done"),
            tried.stream().filter(line -> !line.endsWith(" refused")).toList());
        assertFalse(Files.exists(directory.resolve("etc/made")));
    }

    private List<String> intrude(String root, String... stubs) throws IOException {
        return upsmon.intrude(root, victim.pid(), other.getLocalPort(), stubs);
    }

    @Test
    void aWatcherOfRegionsCanReadThemAndDoNothingElse() throws IOException {
        Path state = state("state");
        Path another = state("another");
        upsmon.configure("MONITOR su700@region 1 user secret primary", "STATEPATH " + state,
            "MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary");
        List<String> outside = intrude("-", another.toString());
        List<String> inside = intrude(Cell.stateRoot(state, "64003:64000").toString(), "");

        assertEquals(31, outside.size(), outside.toString());
        assertEquals(List.of(), outside.stream().filter(line -> !line.endsWith(" done")).toList());
        assertEquals(49, inside.size(), inside.toString());
        assertEquals(Stream.concat(MAY.stream(), Stream.of("read the stub done")).toList(),
            inside.stream().filter(line -> !line.endsWith(" refused")).toList());
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
        upsmon.start();
        List<String> watcher = RunningUpsmon.threads(upsmon.child("WATCHER"));
        List<String> free = new ArrayList<>(watcher);
        String none = "\t0000000000000000\n";
        free.removeIf(status -> status.contains("CapInh:" + none + "CapPrm:" + none + "CapEff:" + none + "CapBnd:\t00000000000400c4\n")
            && status.contains("NoNewPrivs:\t1\nSeccomp:\t2\n"));
        List<String> parent = RunningUpsmon.threads(upsmon.parent().toHandle());
        String notifier = RunningUpsmon.threads(upsmon.child("NOTIFIER")).getFirst();

        assertTrue(watcher.size() > 5, watcher.toString());
        assertEquals(List.of(), free);
        for (String status : parent) {
            assertTrue(status.contains("NoNewPrivs:\t0\nSeccomp:\t0\n"), "SHUTDOWNCMD may be anything: " + status);
        }
        assertTrue(notifier.contains("NoNewPrivs:\t0\n"), "NOTIFYCMD may use sudo");
        assertEquals(bounding(parent.getFirst()), bounding(notifier), "which is of no use without capabilities");
        if (Landlock.limitsTcp(Landlock.abi())) {
            assertTrue(upsmon.log().contains("no paths but its root directory, calls to TCP port 53 and " + upsd.port() + " (Landlock "),
                upsmon.log());
        }
    }

    private static String bounding(String status) {
        return status.lines().filter(line -> line.startsWith("CapBnd:")).findFirst().orElseThrow();
    }
}
