package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import nut.jail.chain.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An upsd in a jail, and a real rsyslogd outside that has a socket in there. */
@Timeout(300)
class JailLogIT {
    private static final int SECONDS = 60;
    private static final long BETWEEN_COMPLAINTS_NANOS = 100_000_000L;
    private static final Path RSYSLOGD = Path.of("/usr/sbin/rsyslogd");

    @TempDir
    private Path folder;
    private MadeJail jail;
    private Process rsyslog;
    private ComplainingUpsd upsd;

    @BeforeEach
    void make() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(RSYSLOGD), "this test needs Debian's package rsyslog");
        jail = new MadeJail(folder);
        upsd = new ComplainingUpsd(jail);
        Files.writeString(folder.resolve("rsyslog.conf"), """
            global(workDirectory="%1$s")
            module(load="imuxsock" SysSock.Use="off")
            %2$s
            *.* action(type="omfile" file="%1$s/log" flushOnTXEnd="on")
            """.formatted(folder, piece()));
    }

    /** The piece for rsyslog that mkjail itself prints. */
    private String piece() throws IOException, InterruptedException {
        return jail.mkjail().well().output().lines().filter(line -> line.startsWith("input(")).findFirst().orElseThrow();
    }

    @AfterEach
    void endAll() throws InterruptedException {
        if (upsd != null) {
            upsd.close();
        }
        if (rsyslog != null) {
            rsyslog.destroyForcibly().waitFor();
        }
    }

    private void startRsyslog() throws IOException {
        rsyslog = new ProcessBuilder(RSYSLOGD.toString(), "-n", "-f", folder.resolve("rsyslog.conf").toString(), "-i",
            folder.resolve("rsyslog.pid").toString()).redirectErrorStream(true).redirectOutput(folder.resolve("rsyslog.out").toFile())
            .start();
        Await.until("rsyslogd listens in the jail", SECONDS, () -> Files.exists(jail.path("dev/log")));
    }

    private void stopRsyslog() throws InterruptedException {
        rsyslog.destroy();
        assertTrue(rsyslog.waitFor(SECONDS, TimeUnit.SECONDS));
    }

    private List<Integer> logged() throws IOException {
        return Files.notExists(folder.resolve("log")) ? List.of() : ComplainingUpsd.heard(Files.readAllLines(folder.resolve("log")));
    }

    @Test
    void nothingThatIsSaidWhileTheLogDaemonRestartsIsLost() throws IOException, InterruptedException {
        startRsyslog();
        upsd.start();
        upsd.reload();
        Await.until("the first complaint is logged", SECONDS, () -> logged().equals(List.of(0)));
        stopRsyslog();
        for (int i = 0; i < 20; i++) {
            upsd.reload();
        }
        startRsyslog();

        List<Integer> all = IntStream.range(0, 21).boxed().toList();
        Await.until("all complaints are logged", SECONDS, () -> logged().size() >= all.size());
        assertEquals(all, logged());
    }

    @Test
    void aLogDaemonThatHangsHoldsNobodyUpAndHearsAllWhenItGoesOn() throws IOException, InterruptedException {
        startRsyslog();
        upsd.start();
        upsd.reload();
        Await.until("the first complaint is logged", SECONDS, () -> logged().equals(List.of(0)));
        int hanging = (int) rsyslog.pid();
        signal(hanging, "STOP");
        try {
            for (int i = 0; i < 40; i++) {
                upsd.reload();
            }
            assertEquals(List.of(0), logged());
        } finally {
            signal(hanging, "CONT");
        }

        List<Integer> all = IntStream.range(0, 41).boxed().toList();
        Await.until("all complaints are logged", SECONDS, () -> logged().size() >= all.size());
        assertEquals(all, logged());
    }

    @Test
    void aMissingLogDaemonHoldsNobodyUp() throws IOException, InterruptedException {
        upsd.start();
        for (int i = 0; i < 20; i++) {
            upsd.reload();
        }
        startRsyslog();
        Await.until("one of the next complaints finds the log daemon", SECONDS, () -> {
            // It is looked for once a second, and more than 256 lines would not be kept until then.
            upsd.reload();
            LockSupport.parkNanos(BETWEEN_COMPLAINTS_NANOS);
            return !logged().isEmpty();
        });

        List<Integer> all = IntStream.range(0, upsd.complaints()).boxed().toList();
        Await.until("all complaints are logged", SECONDS, () -> logged().size() >= all.size());
        assertEquals(all, logged());
    }

    @Test
    void thePieceForRsyslogIsInstalledOnDemandAndRemovedWithTheJail() throws IOException, InterruptedException {
        Path pieces = Files.createDirectory(folder.resolve("rsyslog.d"));
        String mkjail = "mount --bind " + pieces + " /etc/rsyslog.d && " + MadeJail.TREE.resolve("sbin/mkjail") + " ";
        jail.run("sh", "-c", mkjail + "--install-logging " + jail.path()).well();
        assertTrue(Files.readString(pieces.resolve("nut-jail.conf")).contains("Socket=\"" + jail.path("dev/log") + "\""));

        jail.run("sh", "-c", mkjail + "--remove " + jail.path()).well();
        assertEquals(0, pieces.toFile().list().length);
    }

    private static void signal(int pid, String signal) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor());
    }
}
