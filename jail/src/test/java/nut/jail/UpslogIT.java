package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import nut.common.posix.Credentials;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.jail.chain.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upslog of the installed tree through the events of a log's life. */
@Timeout(300)
class UpslogIT {
    private static final int SECONDS = Programs.SECONDS;
    /** Within it, only signals have lines written. */
    private static final String LONG = "86400";

    @TempDir
    private Path folder;

    private Programs programs;
    private Process upsd;
    private Path log;

    @BeforeEach
    void serve() throws IOException {
        // The daemon of another user must come as far as its own files.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        programs = new Programs(folder);
        Files.writeString(folder.resolve("a.dev"), "ups.status: OL\n");
        programs.write("ups.conf", "[a]\n driver = dummy-ups\n mode = dummy-once\n port = " + folder.resolve("a.dev") + "\n");
        programs.start("bin/dummy-ups", "-F", "-a", "a");
        upsd = programs.start("sbin/upsd", "-F");
        programs.awaitOnLine("a");
        log = folder.resolve("log");
    }

    @AfterEach
    void stop() {
        programs.close();
    }

    @Test
    void aRestartOfUpsdLeavesLinesOfNaBetween() throws IOException, InterruptedException {
        Process upslog = start("-i", "1", "-f", "%VAR ups.status%");
        awaitLines(log, 2);
        upsd.destroy();
        upsd.waitFor();
        Await.until("upslog writes NA", SECONDS, () -> lines(log).getLast().equals("NA"));

        programs.start("sbin/upsd", "-F");
        Await.until("upslog writes the status again", SECONDS, () -> lines(log).getLast().equals("OL"));
        end(upslog);

        String all = String.join(" ", lines(log));
        assertTrue(all.matches("(OL )+(NA )+OL( OL)*"), all);
    }

    @Test
    void eachSignalIsOneLineAndNoLineIsWrittenTwice() throws IOException, InterruptedException, PosixException {
        Process upslog = start("-i", LONG, "-f", "%VAR ups.status%");
        awaitLines(log, 1);
        for (int lines = 2; lines <= 5; lines++) {
            Kill.send(upslog.pid(), Kill.SIGUSR1);
            awaitLines(log, lines);
        }

        end(upslog);

        assertEquals(List.of("OL", "OL", "OL", "OL", "OL"), lines(log));
    }

    @Test
    void afterARotationTheLinesGoToTheNewFile() throws IOException, InterruptedException, PosixException {
        Process upslog = start("-i", LONG, "-f", "%VAR ups.status%");
        awaitLines(log, 1);
        Path rotated = Files.move(log, folder.resolve("log.1"));

        Kill.send(upslog.pid(), Kill.SIGHUP);
        Await.until("upslog opens the new file", SECONDS, () -> Files.exists(log));
        Kill.send(upslog.pid(), Kill.SIGUSR1);
        awaitLines(log, 1);
        end(upslog);

        assertEquals(List.of("OL"), lines(rotated));
        assertEquals(List.of("OL"), lines(log));
    }

    @Test
    void inTheBackgroundItIsAnotherUserWithAPidFileOfTheGivenName() throws IOException, InterruptedException, PosixException {
        assumeTrue(Credentials.isRoot(), "only root can become another user");
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setAttribute(own, "unix:uid", 64003);
        Path lines = own.resolve("log");
        Path pidFile = own.resolve("rack.pid");

        programs.run("bin/upslog", "-B", "-D", "-s", ups(), "-l", lines.toString(), "-i", LONG, "-f", "%VAR ups.status% %PID%", "-u",
            "64003:64000", "-p", own.resolve("rack").toString());
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
        try {
            awaitLines(lines, 1);
            String status = Files.readString(Path.of("/proc/" + pid + "/status"));
            Kill.send(pid, Kill.SIGUSR1);
            awaitLines(lines, 2);

            assertTrue(status.contains("\nUid:\t64003\t64003\t64003\t64003\n"), status);
            assertTrue(status.contains("\nGid:\t64000\t64000\t64000\t64000\n"), status);
            assertEquals(64003, Files.getAttribute(lines, "unix:uid"));
        } finally {
            daemon.destroy();
            daemon.onExit().join();
        }
        assertEquals(List.of("OL " + pid, "OL " + pid), lines(lines));
        assertFalse(Files.exists(pidFile), "the pid file stays behind");
    }

    private String ups() {
        return "a@127.0.0.1:" + programs.port();
    }

    private Process start(String... arguments) throws IOException {
        String[] line = new String[arguments.length + 5];
        System.arraycopy(new String[] {"-F", "-s", ups(), "-l", log.toString()}, 0, line, 0, 5);
        System.arraycopy(arguments, 0, line, 5, arguments.length);
        return programs.start("bin/upslog", line);
    }

    private static void end(Process upslog) throws InterruptedException {
        upslog.destroy();
        assertEquals(0, upslog.waitFor());
    }

    private static void awaitLines(Path file, int count) {
        Await.until("line " + count + " comes", SECONDS, () -> lines(file).size() >= count);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
}
