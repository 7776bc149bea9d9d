package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.UnixDatagram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that are started with -u by root. The jail with a runtime in it is tested on the installed tree. */
@Timeout(60)
class ConfinementTest {
    private static final int USER = 64_001;
    private static final String EVERYBODY = "rwxr-xr-x";

    @TempDir
    private Path folder;
    private Path work;
    private String classPath;

    @BeforeEach
    void beRootAndLetTheUserReadTheClasses() throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: it changes the user of a process");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(EVERYBODY));
        work = Files.createDirectory(folder.resolve("work"));
        Files.setAttribute(work, "unix:uid", USER);
        List<String> copies = new ArrayList<>();
        int count = 0;
        for (String entry : ChildJvm.classPath().split(File.pathSeparator)) {
            if (!entry.isEmpty() && Files.exists(Path.of(entry)) && !entry.contains("surefire") && !entry.contains("junit")) {
                Path copy = folder.resolve("classes" + count++ + (entry.endsWith(".jar") ? ".jar" : ""));
                copy(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        classPath = String.join(File.pathSeparator, copies);
    }

    @AfterEach
    void nothingStaysBehind() {
        PidFile.signal(RecordingDaemon.pidFile(folder.resolve("work")), Kill.SIGKILL);
    }

    @Test
    void inTheBackgroundTheDaemonIsTheUserFromItsFirstInstructionOn() throws IOException {
        ChildJvm.End end = daemon("serves", "-u", "64001:64000").end();
        long pid = PidFile.holder(RecordingDaemon.pidFile(work)).orElse(-1);

        assertEquals(new ChildJvm.End(0, "", ""), end);
        assertEquals(Set.of("Uid:\t64001\t64001\t64001\t64001", "Gid:\t64000\t64000\t64000\t64000", "Groups:\t64000"), identity(pid));
    }

    @Test
    void aDaemonThatSomebodyElseStartedConfinesItself() throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(JavaCommand.paths(null, classPath));
        command.addAll(List.of(RecordingDaemon.class.getName(), work.toString(), "serves", "-u", "64001:64000"));
        Starter.Word word = new Starter().start(command, Starter.PATIENCE);
        Starter.Word.Serves serves = (Starter.Word.Serves) word;

        assertEquals("", serves.said());
        assertEquals(OptionalLong.of(serves.pid()), PidFile.holder(RecordingDaemon.pidFile(work)));
        assertEquals(Set.of("Uid:\t64001\t64001\t64001\t64001", "Gid:\t64000\t64000\t64000\t64000", "Groups:\t64000"),
            identity(serves.pid()));
    }

    @Test
    void aConfinedDaemonLogsThroughTheSocketThatWasOpenedOutside() throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(JavaCommand.paths(null, classPath));
        command.addAll(List.of(RecordingDaemon.class.getName(), work.toString(), "warns", "-u", "64001:64000"));
        String name = folder.resolve("log").toString();
        try (UnixDatagram logDaemon = UnixDatagram.bind(name); UnixDatagram socket = UnixDatagram.connect(name)) {
            Starter.Word word = new Starter(-1, socket.descriptor()).start(command, Starter.PATIENCE);
            long pid = ((Starter.Word.Serves) word).pid();
            String heard = new String(logDaemon.receive(1024, Starter.PATIENCE).orElseThrow(), StandardCharsets.UTF_8);

            assertTrue(heard.endsWith("recd[" + pid + "]: recd.conf:3: colour has no effect"), heard);
        }
    }

    @Test
    void aReasonIsHeardAcrossTheChangeOfUser() {
        ChildJvm.End end = daemon("refuses", "-u", "64001:64000").end();

        assertEquals(new ChildJvm.End(1, "", "recd: the port is taken; free it\n"), end);
    }

    @Test
    void inTheForegroundTheProcessStaysTheOneThatWasStarted() throws IOException {
        ChildJvm child = daemon("serves", "-F", "-u", "64001:64000");
        Await.until("service", () -> RecordingDaemon.events(work).endsWith("serving\n"));
        Set<String> identity = identity(child.process().pid());
        long holder = PidFile.holder(RecordingDaemon.pidFile(work)).orElse(-1);
        Kill.send(child.process().pid(), Kill.SIGTERM);

        assertEquals(Set.of("Uid:\t64001\t64001\t64001\t64001", "Gid:\t64000\t64000\t64000\t64000", "Groups:\t64000"), identity);
        assertEquals(child.process().pid(), holder);
        assertEquals(0, child.end().status());
    }

    @Test
    void anUnknownUserIsOneLine() {
        ChildJvm.End end = daemon("serves", "-u", "no-such-user").end();

        assertEquals(1, end.status());
        assertTrue(end.err().startsWith("recd: there is no user 'no-such-user' on this system; "), end.err());
        assertEquals(1, end.err().lines().count());
    }

    private ChildJvm daemon(String... arguments) {
        List<String> all = new ArrayList<>(List.of(work.toString()));
        all.addAll(List.of(arguments));
        return ChildJvm.start(folder, Map.of(), classPath, RecordingDaemon.class.getName(), all.toArray(String[]::new));
    }

    private static Set<String> identity(long pid) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (List<String> status : LiveThreads.statuses(pid)) {
            for (String line : status) {
                if (line.startsWith("Uid:") || line.startsWith("Gid:") || line.startsWith("Groups:")) {
                    lines.add(line.strip());
                }
            }
        }
        return lines;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(EVERYBODY));
                }
            }
        }
    }
}
