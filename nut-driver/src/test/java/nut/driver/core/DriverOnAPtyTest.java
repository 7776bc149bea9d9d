package nut.driver.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.state.DataStatus;
import nut.common.state.Outcome;
import nut.driver.apc.ApcKind;
import nut.driver.simulator.UpsOnAPty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(90)
@Execution(ExecutionMode.CONCURRENT)
class DriverOnAPtyTest {
    @TempDir
    private Path folder;

    @Test
    void upsdSeesWhatTheUpsSays() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");

            assertEquals("SMART-UPS 700", rehearsal.value("ups.model"));
            assertEquals("SMART-UPS 700", rehearsal.value("device.model"));
            assertEquals("ups", rehearsal.value("device.type"));
            assertEquals("newapc", rehearsal.value("driver.name"));
            assertEquals(folder.resolve("ttyS1").toString(), rehearsal.value("driver.parameter.port"));
            assertEquals("1", rehearsal.value("driver.parameter.pollinterval"));
            assertEquals("2760", rehearsal.value("battery.runtime"));
        }
    }

    @Test
    void aPollBringsWhatHasChanged() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.ups.control("load 50");

            rehearsal.await("new load", () -> rehearsal.value("ups.load").equals("050.0"));

            assertTrue(Integer.parseInt(rehearsal.value("battery.runtime")) < 2760 / 2);
        }
    }

    @Test
    void aLowBatteryReachesUpsd() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.ups.control("mains off");
            rehearsal.awaitStatus("OB");

            rehearsal.ups.control("battery low");
            rehearsal.awaitStatus("OB LB");
            rehearsal.ups.control("mains on");
            rehearsal.awaitStatus("OL");

            assertTrue(rehearsal.isFresh());
        }
    }

    @Test
    void anAlertInTheMiddleOfAnAnswerIsNotMissed() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");

            rehearsal.ups.control("mains off in-reply 2");
            rehearsal.awaitStatus("OB");

            List<String> log = Files.readAllLines(rehearsal.ups.log());
            int alert = 0;
            while (!log.get(alert).endsWith("TX      21 !")) {
                alert++;
            }
            assertTrue(log.get(alert - 1).contains("TX") || log.get(alert - 1).contains("ON BATTERY"), log.get(alert - 1));
            assertTrue(log.get(alert + 1).contains("TX"), log.get(alert + 1));
        }
    }

    @Test
    void aMuteUpsBecomesStaleOnceAndComesBackByItself() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");

            rehearsal.ups.control("mute");
            rehearsal.awaitStale();
            rehearsal.ups.control("mains off");
            rehearsal.ups.control("unmute");
            rehearsal.awaitStatus("OB");

            List<DataStatus> course = new ArrayList<>();
            for (Rehearsal.Sight sight : rehearsal.sights) {
                if (course.isEmpty() || course.getLast() != sight.view().status()) {
                    course.add(sight.view().status());
                }
            }
            course.removeIf(status -> status == DataStatus.STARTING);
            assertEquals(List.of(DataStatus.FRESH, DataStatus.STALE, DataStatus.FRESH), course);
        }
    }

    @Test
    void aDeviceThatGoesAndComesBackIsOpenedAgain() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");

            rehearsal.ups.control("hangup");
            rehearsal.awaitStale();
            boolean gone = Files.notExists(folder.resolve("ttyS1"));
            rehearsal.ups.control("mains off");
            rehearsal.ups.control("plug");
            rehearsal.awaitStatus("OB");

            assertTrue(gone);
            assertTrue(rehearsal.isFresh());
        }
    }

    @Test
    void noiseOnTheLineChangesNothing() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");
            rehearsal.ups.control("noise 400");
            rehearsal.ups.control("load 60");

            rehearsal.await("new load", () -> rehearsal.value("ups.load").equals("060.0"));
            rehearsal.awaitStatus("OL");

            assertFalse(rehearsal.sights.stream().anyMatch(s -> s.status().contains("LB") && s.status().contains("OB")));
        }
    }

    @Test
    void aCommandFromUpsdIsRunAndItsOutcomeComesBack() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 10)) {
            rehearsal.awaitStatus("OL");

            rehearsal.submit("INSTCMD", "test.battery.start");
            rehearsal.submit("SET", "ups.id", "RACK 4");
            rehearsal.submit("INSTCMD", "beeper.off");
            rehearsal.await("outcomes", () -> rehearsal.outcomes.size() == 3);

            assertEquals(List.of(Outcome.HANDLED, Outcome.HANDLED, Outcome.UNKNOWN), rehearsal.outcomes);
            rehearsal.await("new name", () -> rehearsal.value("ups.id").equals("RACK 4"));
        }
    }

    @Test
    void aUpsThatSwitchedItselfOffIsFoundAgainWhenItReturns() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal(folder, 600)) {
            rehearsal.ups.control("mains off");
            rehearsal.awaitStale();

            rehearsal.ups.control("mains on");
            rehearsal.awaitStatus("OL");

            assertTrue(Files.readString(rehearsal.ups.log()).contains("LOAD CUT by empty battery"));
        }
    }

    @Test
    void theEndOfTheDriverIsSeenAndLeavesTheUnitInSimpleMode() throws IOException {
        Path log;
        Rehearsal rehearsal = new Rehearsal(folder, 1);
        log = rehearsal.ups.log();
        rehearsal.awaitStatus("OL");

        rehearsal.close();

        assertTrue(Files.readString(log).contains("SIMPLE MODE"));
        assertFalse(Files.exists(folder.resolve("state/su700.state")));
    }

    @Test
    void aDriverDoesNotStartWithoutAUps() throws IOException, InterruptedException {
        Path link = folder.resolve("ttyS1");
        DriverSettings settings = settings(link);
        DriverLoop loop = new DriverLoop(settings, new ApcKind(), new Work());

        AdminFault absent = assertThrows(AdminFault.class, () -> loop.begin(folder, "0.0"));
        AdminFault silent;
        try (UpsOnAPty ups = UpsOnAPty.start(link, folder.resolve("ups.log"), 1)) {
            ups.control("mute");
            silent = assertThrows(AdminFault.class, () -> loop.begin(folder, "0.0"));
        }

        assertTrue(absent.getMessage().startsWith("cannot open " + link + ": no such device; plug it in, or correct port in ups.conf ("),
            absent.getMessage());
        assertEquals("cannot find an APC UPS with the smart protocol on " + link
            + " (no answer to Y): check cable, port and power", silent.getMessage());
    }

    @Test
    void thePowerIsCutByADriverOfItsOwn() throws IOException {
        Path link = folder.resolve("ttyS1");
        try (UpsOnAPty ups = UpsOnAPty.start(link, folder.resolve("ups.log"), 100)) {
            ups.control("mains off");
            DriverSettings settings = settings(link);

            boolean accepted = Attachment.unpublished(settings, new ApcKind()).cutPower();

            assertTrue(accepted);
            assertTrue(Files.readString(ups.log()).contains("SHUTDOWN ACCEPTED S"));
        }
    }

    private static DriverSettings settings(Path port) {
        return new DriverSettings("newapc", "su700", port.toString(), Duration.ofSeconds(1), Optional.empty(), Map.of());
    }
}
