package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.protocol.UpsAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogServiceTest {
    private static final long OURSELVES = ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    private FakeUpsd upsd;
    private Path log;
    private Path pidFile;
    private LogService service;

    @BeforeEach
    void startService() throws IOException {
        upsd = new FakeUpsd();
        log = directory.resolve("log");
        pidFile = directory.resolve("upslog.pid");
        LogTarget.Spec target = new LogTarget.Spec(UpsAddress.parse(upsd.at("a")), log.toString());
        LogService.Settings settings = new LogService.Settings(List.of(target), LogFormat.of("line"), Duration.ofHours(1), 0,
            new Connector(Duration.ofSeconds(10), Optional.empty()), Optional.of(pidFile));
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        service = new LogService(settings, Streams.of(nowhere, nowhere, new ByteArrayInputStream(new byte[0])));
        service.start();
        awaitLines(log, 1);
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void thePidFileIsHeldUntilTheEnd() {
        OptionalLong during = PidFile.holder(pidFile);

        service.stop();

        assertEquals(OptionalLong.of(OURSELVES), during);
        assertFalse(Files.exists(pidFile));
    }

    @Test
    void aSignalHasALineWrittenAtOnce() throws Exception {
        Kill.send(OURSELVES, Kill.SIGUSR1);

        awaitLines(log, 2);
        service.stop();

        assertEquals(List.of("line", "line"), Files.readAllLines(log));
    }

    @Test
    void afterARotationTheLinesGoToTheNewFile() throws Exception {
        Path rotated = Files.move(log, directory.resolve("log.1"));
        service.reload();
        awaitFile(log);

        Kill.send(OURSELVES, Kill.SIGUSR1);
        awaitLines(log, 1);
        service.stop();

        assertEquals(List.of("line"), Files.readAllLines(rotated));
        assertEquals(List.of("line"), Files.readAllLines(log));
    }

    private static void awaitFile(Path file) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < deadline, file + " does not come");
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void awaitLines(Path file, int count) throws IOException {
        awaitFile(file);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Files.readAllLines(file).size() < count) {
            assertTrue(System.nanoTime() < deadline, "line " + count + " does not come");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
