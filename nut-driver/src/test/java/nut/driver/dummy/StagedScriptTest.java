package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.daemon.NutEnvironment;
import nut.common.state.Outcome;
import nut.common.state.ValueFlag;
import nut.driver.core.DriverSettings;
import nut.driver.core.PowerKill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file on the real core, as upsd sees it. */
class StagedScriptTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    @Test
    void upsdSeesTheFileAndWhatClientsSet() throws IOException, InterruptedException {
        write("epdu.dev", "device.type: pdu\nups.id: rack\nbattery.charge: 90\nups.status: OL CHRG\nADDRANGE battery.charge 0 100\n");

        try (Stage stage = new Stage(folder, "epdu.dev", HOUR, Map.of())) {
            stage.awaitValue("ups.status", "OL CHRG");
            assertEquals("pdu", stage.value("device.type"));
            assertEquals("dummy-ups", stage.value("driver.name"));
            assertEquals("epdu.dev", stage.value("driver.parameter.port"));
            assertEquals("dummy-once", stage.value("driver.parameter.mode"));
            assertEquals(Set.of(ValueFlag.RW, ValueFlag.STRING), stage.variable("ups.id").flags());
            assertEquals(16, stage.variable("ups.id").maximumLength());
            assertEquals(1, stage.variable("battery.charge").ranges().size());

            assertEquals(Outcome.HANDLED, stage.submit("SET", "ups.status", "OB LB"));
            assertEquals(Outcome.INVALID, stage.submit("SET", "battery.charge", "101"));
            assertEquals(Outcome.HANDLED, stage.submit("SET", "ups.id", ""));
            assertEquals(Outcome.UNKNOWN, stage.submit("INSTCMD", "load.off"));
            stage.awaitValue("ups.status", "OB LB");
            stage.awaitValue("ups.id", "(none)");
        }
    }

    @Test
    void aSequenceRunsInTimeHoweverLongThePollIntervalIs() throws IOException, InterruptedException {
        write("power.seq", "ups.status: OL\nTIMER 1\nups.status: OB\nTIMER 1\nups.status: OB LB\nTIMER 1\n");

        try (Stage stage = new Stage(folder, "power.seq", HOUR, Map.of())) {
            stage.await("second loop", () -> stage.statuses.stream().filter("FRESH OB"::equals).count() == 2);

            List<String> seen = List.copyOf(stage.statuses);
            int first = seen.indexOf("FRESH OL");
            assertEquals(List.of("FRESH OL", "FRESH OB", "FRESH OB LB", "FRESH OL", "FRESH OB"), seen.subList(first, first + 5));
        }
    }

    @Test
    void aFileThatGoesMakesTheDataStaleAndOneThatReturnsMakesThemFresh() throws IOException, InterruptedException {
        Path file = write("epdu.dev", "ups.load: 5\n");

        try (Stage stage = new Stage(folder, file.toString(), Duration.ofMillis(200), Map.of())) {
            stage.awaitValue("ups.load", "5");
            Files.delete(file);
            stage.awaitStale();
            assertEquals("5", stage.value("ups.load"));
            write("epdu.dev", "ups.load: 6\n");
            stage.awaitValue("ups.load", "6");
        }
    }

    @Test
    void aFileThatIsNotThereAtTheStartIsAFault() {
        AdminFault fault = assertThrows(AdminFault.class, () -> new Stage(folder, "epdu.dev", HOUR, Map.of()));

        assertEquals("cannot open epdu.dev: there is no file " + folder.resolve("epdu.dev"), fault.getMessage());
    }

    @Test
    void thePowerOfAFileIsNotCut() throws IOException {
        write("epdu.dev", "ups.status: OB LB\n");
        NutEnvironment environment = new NutEnvironment(folder, folder, folder, folder, 0);
        DriverSettings settings = new DriverSettings("dummy-ups", "copy", "epdu.dev", HOUR, Optional.empty(), Map.of());

        assertFalse(PowerKill.run(settings, new DummyKind(environment), environment));
    }

    @Test
    void aFileFullOfTimersThatTakeNoTimeKeepsNobodyWaiting() throws IOException, InterruptedException {
        write("busy.seq", "ups.load: 1\nTIMER 0\nups.load: 2\nTIMER 0\n".repeat(5000));

        try (Stage stage = new Stage(folder, "busy.seq", Duration.ofMillis(200), Map.of())) {
            assertEquals(Outcome.HANDLED, stage.submit("SET", "ups.status", "OB"));
            stage.awaitValue("ups.status", "OB");
            assertTrue(stage.isFresh());
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
