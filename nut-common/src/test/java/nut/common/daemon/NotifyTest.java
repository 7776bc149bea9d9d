package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NotifyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"FILE", "@nut-notify-test"})
    void systemdIsToldOfEveryChange(String name) throws PosixException {
        String socketName = name.equals("FILE") ? folder.resolve("notify").toString() : name + ProcessHandle.current().pid();
        try (UnixDatagram systemd = UnixDatagram.bind(socketName)) {
            ChildJvm child = ChildJvm.start(folder, Map.of("NOTIFY_SOCKET", socketName), RecordingDaemon.class, folder.toString(),
                "serves", "-F");
            String up = hear(systemd);
            Kill.send(child.process().pid(), Kill.SIGHUP);
            String reloading = hear(systemd);
            String upAgain = hear(systemd);
            Kill.send(child.process().pid(), Kill.SIGTERM);
            String stopping = hear(systemd);

            assertEquals("READY=1", up);
            assertTrue(reloading.matches("RELOADING=1\nMONOTONIC_USEC=[0-9]+"), reloading);
            assertEquals("READY=1", upAgain);
            assertEquals("STOPPING=1", stopping);
            assertEquals(0, child.end().status());
        }
    }

    private static String hear(UnixDatagram systemd) throws PosixException {
        return systemd.receive(1024, PATIENCE).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("nothing");
    }
}
