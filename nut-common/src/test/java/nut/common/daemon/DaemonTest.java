package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DaemonTest {
    @TempDir
    private Path folder;

    @AfterEach
    void nothingStaysBehind() {
        PidFile.signal(RecordingDaemon.pidFile(folder), Kill.SIGKILL);
    }

    @Test
    void aBackgroundStartReturnsWhenTheServiceIsUp() {
        ChildJvm.End end = daemon("serves").end();

        assertEquals(new ChildJvm.End(0, "", ""), end);
        assertEquals("starting\nserves\nserving\n", RecordingDaemon.events(folder));
        assertTrue(PidFile.holder(RecordingDaemon.pidFile(folder)).isPresent());
    }

    @Test
    void aDaemonInTheBackgroundHoldsOnToNothingOfItsStart() throws IOException {
        daemon("serves").end();
        Path proc = Path.of("/proc", Long.toString(holder()));

        String[] stat = Files.readString(proc.resolve("stat")).split(" ");
        assertEquals(Long.toString(holder()), stat[5], "session");
        assertEquals(Path.of("/"), Files.readSymbolicLink(proc.resolve("cwd")));
        for (String stream : new String[] {"0", "1", "2"}) {
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(proc.resolve("fd").resolve(stream)), stream);
        }
        assertTrue(Files.readString(proc.resolve("status")).contains("Umask:\t0022\n"));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            assertEquals(List.of(), open.filter(one -> target(one).startsWith("pipe:")).toList(), "the starter's pipe");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        refuses   | recd: the port is taken; free it
        breaks    | recd: a fault of its own: java.lang.IllegalStateException: a broken assumption; the system log has more
        exits     | recd: the daemon ended before it served, without a word (exit status 7); start it with -F -D to see why
        is-killed | recd: the daemon ended before it served, without a word (signal 9); start it with -F -D to see why
        """)
    void aDaemonThatDoesNotComeToServeFailsTheStartWithItsReason(String behaviour, String reason) {
        ChildJvm.End end = daemon(behaviour).end();

        assertEquals(new ChildJvm.End(1, "", reason + "\n"), end);
    }

    @Test
    void warningsOfTheStartAreReadByWhoTypedTheCommand() {
        ChildJvm.End end = daemon("warns").end();

        assertEquals(new ChildJvm.End(0, "", "recd.conf:3: colour has no effect\n"), end);
    }

    @Test
    void aSecondInstanceIsRefusedAndNamesTheFirst() {
        daemon("serves").end();
        ChildJvm.End end = daemon("serves").end();

        assertEquals(1, end.status());
        assertTrue(end.err().startsWith("recd: already running as process " + holder() + ": "), end.err());
    }

    @Test
    void hangUpReloads() throws PosixException {
        daemon("serves").end();
        Kill.send(holder(), Kill.SIGHUP);

        Await.until("reload", () -> RecordingDaemon.events(folder).endsWith("serving\nreload\n"));
    }

    @Test
    void aReloadThatFailsLeavesTheDaemonServing() throws PosixException {
        daemon("cannot-reload").end();
        Kill.send(holder(), Kill.SIGHUP);
        Await.until("first reload", () -> RecordingDaemon.events(folder).endsWith("serving\nreload\n"));
        Kill.send(holder(), Kill.SIGHUP);

        Await.until("second reload", () -> RecordingDaemon.events(folder).endsWith("reload\nreload\n"));
    }

    @Test
    void aHangUpDuringTheStartIsDoneAfterIt() throws IOException {
        ChildJvm child = daemon("waits", "-F");
        Await.until("start", () -> RecordingDaemon.events(folder).equals("starting\n"));
        Kill.send(child.process().pid(), Kill.SIGHUP);
        Files.createFile(folder.resolve("go"));

        Await.until("reload", () -> RecordingDaemon.events(folder).equals("starting\nserving\nreload\n"));
    }

    @Test
    void aDaemonOfNohupReloadsAllTheSame() throws IOException {
        ChildJvm child = ChildJvm.startByNohup(folder, RecordingDaemon.class, folder.toString(), "serves", "-F");
        Await.until("start", () -> RecordingDaemon.events(folder).endsWith("serving\n"));
        Kill.send(child.process().pid(), Kill.SIGHUP);

        Await.until("reload", () -> RecordingDaemon.events(folder).endsWith("reload\n"));
    }

    @Test
    void aTermDuringTheStartEndsIt() throws PosixException {
        ChildJvm child = daemon("waits", "-F");
        Await.until("start", () -> RecordingDaemon.events(folder).equals("starting\n"));
        Kill.send(child.process().pid(), Kill.SIGTERM);

        assertEquals(0, child.end().status());
        assertEquals("starting\ninterrupted\n", RecordingDaemon.events(folder));
    }

    @Test
    void aSecondTermDoesNoHarm() throws IOException {
        daemon("stops-slowly").end();
        long pid = holder();
        Kill.send(pid, Kill.SIGTERM);
        Await.until("stopping", () -> RecordingDaemon.events(folder).endsWith("stopping\n"));
        Kill.send(pid, Kill.SIGTERM);
        Kill.send(pid, Kill.SIGTERM);
        Files.createFile(folder.resolve("go"));

        Await.until("stopped", () -> RecordingDaemon.events(folder).endsWith("stopping\nstopped\n"));
        Await.until("end", () -> ProcessHandle.of(pid).isEmpty());
        assertTrue(Files.notExists(RecordingDaemon.pidFile(folder)));
    }

    @Test
    void inTheForegroundReasonsGoToStandardError() {
        ChildJvm.End end = daemon("refuses", "-F").end();

        assertEquals(new ChildJvm.End(1, "", "the port is taken; free it\n"), end);
    }

    private ChildJvm daemon(String behaviour, String... flags) {
        String[] arguments = new String[flags.length + 2];
        arguments[0] = folder.toString();
        arguments[1] = behaviour;
        System.arraycopy(flags, 0, arguments, 2, flags.length);
        return ChildJvm.start(folder, Map.of(), RecordingDaemon.class, arguments);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private long holder() {
        OptionalLong holder = PidFile.holder(RecordingDaemon.pidFile(folder));
        assertTrue(holder.isPresent());
        return holder.getAsLong();
    }
}
