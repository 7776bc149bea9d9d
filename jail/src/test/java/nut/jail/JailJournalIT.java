package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nut.common.posix.UnixDatagram;
import nut.jail.chain.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upsd in a jail, and a real systemd-journald in a mount namespace of its own, where /run is a folder of the test's. A shell holds
 * journald's socket, as systemd does, so that a journald that is started anew has the same one.
 */
@Timeout(300)
class JailJournalIT {
    private static final int SECONDS = 60;
    private static final Path JOURNALD = Path.of("/lib/systemd/systemd-journald");
    private static final Path ACTIVATE = Path.of("/usr/bin/systemd-socket-activate");
    private static final String SOCKET = "/run/systemd/journal/dev-log";
    /** Nothing of it reaches the kernel or the machine's own journal. */
    private static final String CONF = "[Journal]\nStorage=volatile\nAudit=no\nReadKMsg=no\nForwardToWall=no\nRateLimitIntervalSec=0\n";
    private static final String APART = "mount --bind \"$0/run\" /run && mount --bind \"$0/conf\" /etc/systemd && ";
    /** For each line that it reads it starts or ends journald, and says so. */
    private static final String UNIT = """
        while read -r what; do
          case $what in
            start) sh -c 'LISTEN_PID=$$ exec %s' & ;;
            stop) kill $!; wait $! ;;
          esac
          echo $!
        done
        [ -z "$!" ] || kill $!
        """.formatted(JOURNALD);

    @TempDir
    private Path folder;
    private MadeJail jail;
    private ComplainingUpsd upsd;
    private Process unit;
    private BufferedReader said;
    private boolean bound;

    @BeforeEach
    void make() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(JOURNALD) && Files.isExecutable(ACTIVATE),
            "this test needs systemd-journald, of Debian's package systemd");
        jail = new MadeJail(folder);
        Files.createDirectories(folder.resolve("run/systemd/journal"));
        Files.writeString(Files.createDirectories(folder.resolve("conf/system")).resolveSibling("journald.conf"), CONF);
        unit = new ProcessBuilder("unshare", "--mount", "sh", "-c", APART + "exec " + ACTIVATE + " --datagram -l " + SOCKET
            + " sh -c \"$1\"", folder.toString(), UNIT).redirectError(folder.resolve("journald.out").toFile()).start();
        said = unit.inputReader();
        Await.until("journald's socket is there", SECONDS, () -> Files.exists(socket()));
        // As systemd's own socket unit has it.
        Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
        try (UnixDatagram first = UnixDatagram.connect(socket().toString())) {
            first.send("<14>test: what the shell is started by".getBytes(StandardCharsets.UTF_8));
        }
        upsd = new ComplainingUpsd(jail);
        mount(piece());
        upsd.start();
    }

    private Path socket() {
        return folder.resolve(SOCKET.substring(1));
    }

    /** What mkjail says on a machine that has the journal alone. */
    private MadeJail.Ended mkjailWhereTheJournalIs(String options) throws IOException, InterruptedException {
        return jail.run("sh", "-c", APART + "{ [ ! -e /usr/sbin/rsyslogd ] || mount --bind /dev/null /usr/sbin/rsyslogd; } && exec "
            + MadeJail.TREE.resolve("sbin/mkjail") + " " + options + " " + jail.path(), folder.toString());
    }

    private String piece() throws IOException, InterruptedException {
        return mkjailWhereTheJournalIs("").well().output();
    }

    /** Does what the unit asks for, seen from outside of journald's namespace. */
    private void mount(String piece) throws IOException, InterruptedException {
        assertEquals(SOCKET, value(piece, "What="));
        assertEquals(jail.path("dev/log").toString(), value(piece, "Where="));
        assertEquals("bind", value(piece, "Options="));
        command("mount", "--bind", socket().toString(), jail.path("dev/log").toString());
        bound = true;
    }

    private static String value(String piece, String name) {
        return piece.lines().filter(line -> line.startsWith(name)).findFirst().orElseThrow(() -> new AssertionError(piece))
            .substring(name.length());
    }

    @AfterEach
    void endAll() throws IOException, InterruptedException {
        if (upsd != null) {
            upsd.close();
        }
        if (bound) {
            command("umount", "--lazy", jail.path("dev/log").toString());
        }
        if (unit != null) {
            unit.outputWriter().close();
            assertTrue(unit.waitFor(SECONDS, TimeUnit.SECONDS), "journald ends");
        }
    }

    private void command(String... words) throws IOException, InterruptedException {
        Path output = folder.resolve("command.out");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertEquals(0, process.waitFor(), String.join(" ", words) + ": " + Files.readString(output));
    }

    /** Starts or stops journald; its pid comes back. */
    private String journald(String what) throws IOException {
        unit.outputWriter().write(what + "\n");
        unit.outputWriter().flush();
        return said.readLine();
    }

    private List<Integer> logged() throws IOException {
        Process journalctl = new ProcessBuilder("journalctl", "--quiet", "--no-pager", "--output=short", "--directory",
            folder.resolve("run/log/journal").toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return ComplainingUpsd.heard(new String(journalctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }

    private void awaitLogged(int count) throws IOException {
        Await.until("all complaints are logged", SECONDS, () -> logged().size() >= count);
        assertEquals(IntStream.range(0, count).boxed().toList(), logged());
    }

    @Test
    void nothingThatIsSaidWhileJournaldRestartsIsLost() throws IOException, InterruptedException {
        journald("start");
        upsd.reload();
        awaitLogged(1);
        journald("stop");
        for (int i = 0; i < 40; i++) {
            upsd.reload();
        }
        assertEquals(List.of(0), logged());
        journald("start");

        awaitLogged(41);
    }

    @Test
    void aJournaldThatHangsHoldsNobodyUpAndHearsAllWhenItGoesOn() throws IOException, InterruptedException {
        String pid = journald("start");
        upsd.reload();
        awaitLogged(1);
        command("kill", "-STOP", pid);
        try {
            for (int i = 0; i < 40; i++) {
                upsd.reload();
            }
            assertEquals(List.of(0), logged());
        } finally {
            command("kill", "-CONT", pid);
        }

        awaitLogged(41);
    }

    @Test
    void theMountUnitIsInstalledOnDemandAndRemovedWithTheJail() throws IOException, InterruptedException {
        command("umount", "--lazy", jail.path("dev/log").toString());
        bound = false;
        upsd.close();
        mkjailWhereTheJournalIs("--install-logging").well();
        Path units = folder.resolve("conf/system");
        String[] written = units.toFile().list();
        assertEquals(1, written.length);
        assertTrue(written[0].endsWith("cell-dev-log.mount"), written[0]);
        assertEquals(SOCKET, value(Files.readString(units.resolve(written[0])), "What="));

        mkjailWhereTheJournalIs("--remove").well();
        assertEquals(0, units.toFile().list().length);
    }
}
