package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import nut.common.AdminFault;
import nut.driver.core.Driver;
import nut.driver.core.DriverKind;
import nut.driver.core.DriverSettings;
import nut.driver.core.DriverSettings.Choice;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.Port;
import nut.driver.line.SerialServer;
import nut.driver.simulator.UpsOnAPty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The driver, a raw serial server, and the simulated UPS behind it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class DriverOverTcpTest {
    @TempDir
    private Path folder;
    private final Semaphore news = new Semaphore(0);
    private final UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());

    @Test
    void aUpsBehindASerialServerIsDrivenLikeALocalOne() throws IOException, InterruptedException {
        try (UpsOnAPty ups = UpsOnAPty.start(folder.resolve("ttyS1"), folder.resolve("ups.log"), 1);
             SerialServer server = SerialServer.start(folder.resolve("ttyS1"))) {
            DriverKind.Wiring wiring = wire(server.port());
            try (Port port = wiring.port()) {
                port.open();
                wiring.driver().attach(5);
                String atFirst = state.value("ups.status").orElseThrow();
                ups.control("mains off");
                boolean due = false;
                while (!due) {
                    news.acquire();
                    due = wiring.driver().listen();
                }

                assertEquals("OL", atFirst);
                assertEquals("SMART-UPS 700", state.value("ups.model").orElseThrow());
                assertEquals("OB", state.value("ups.status").orElseThrow());
            }
        }
    }

    @Test
    void aConnectionThatIsCutIsALostLineAndMadeAgain() throws IOException {
        try (UpsOnAPty ups = UpsOnAPty.start(folder.resolve("ttyS1"), folder.resolve("ups.log"), 1);
             SerialServer server = SerialServer.start(folder.resolve("ttyS1"))) {
            DriverKind.Wiring wiring = wire(server.port());
            wiring.port().open();
            wiring.driver().attach(5);
            server.hangUp();
            assertThrows(LineLost.class, () -> pollForEver(wiring.driver()));
            wiring.port().close();
            ups.control("load 60");

            wiring.port().open();
            wiring.driver().reattach();
            poll(wiring.driver());
            wiring.port().close();

            assertEquals("OL", state.value("ups.status").orElseThrow());
            assertEquals("060.0", state.value("ups.load").orElseThrow());
        }
    }

    @Test
    void aDualModeCableNeedsAPortWithModemLines() {
        DriverSettings settings = settings("tcp:192.0.2.7:4001", Map.of("cable", new Choice("940-0095B", "ups.conf:7")));

        AdminFault fault = assertThrows(AdminFault.class, () -> new ApcKind().check(settings));

        assertEquals("ups.conf:7: cable cannot be a dual-mode cable on tcp:192.0.2.7:4001: "
            + "its modem lines cannot be set through a raw TCP port", fault.getMessage());
    }

    private DriverKind.Wiring wire(String port) {
        return new ApcKind().wire(settings(port, Map.of()), state, news::release, () -> false);
    }

    private static DriverSettings settings(String port, Map<String, Choice> choices) {
        return new DriverSettings("newapc", "su700", port, Duration.ofSeconds(2), Optional.empty(), choices);
    }

    private static void pollForEver(Driver driver) throws IOException {
        while (true) {
            poll(driver);
        }
    }

    private static void poll(Driver driver) throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }
}
