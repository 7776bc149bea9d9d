package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.posix.BootClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void atCountsFromTheBeginAndAfterFromTheLineBefore() {
        Scenario scenario = Scenario.of("test", """
            # The mains fails.
            at 10 mains off
            after 2.5 battery low
            at 60 mains on      # and is back
            """);

        assertEquals(List.of(new Scenario.Step(10_000_000_000L, "mains off"), new Scenario.Step(12_500_000_000L, "battery low"),
            new Scenario.Step(60_000_000_000L, "mains on")), scenario.steps());
    }

    @Test
    void whatCannotBeUnderstoodIsToldWithItsPlace() {
        assertEquals("s:2: mains can be on or off", faultOf("at 1 mains on\nat 2 mains of\n"));
        assertEquals("s:1: soon is no time in seconds, such as 10 or 0.5", faultOf("at soon mains off\n"));
        assertEquals("s:1: in is not how a line begins; write at SECONDS COMMAND, or after SECONDS COMMAND", faultOf("in 5 mains off\n"));
        assertEquals("s:2: at 5 is earlier than the line before; put the lines in the order of their times",
            faultOf("at 10 mains off\nat 5 mains on\n"));
        assertEquals("s:1: at needs a word more", faultOf("at 10\n"));
        assertTrue(faultOf("\n\nat 1 explode\n").startsWith("s:3: unknown command explode; known are: mains"));
        assertTrue(faultOf("at 1 \"mains\n").startsWith("s:1: the quotes that open here never close"));
    }

    @Test
    void aScenarioThatIsNotThereIsToldByName() {
        AdminFault fault = assertThrows(AdminFault.class, () -> Scenario.read(folder.resolve("none")));

        assertTrue(fault.getMessage().startsWith("--scenario " + folder.resolve("none") + " cannot be read"), fault.getMessage());
    }

    @Test
    void aRunningSimulationPlaysItInTheModelsTime() throws IOException, InterruptedException {
        Scenario scenario = Scenario.of("test", "at 100 mains off\nafter 10 mains on\nafter 0 lines\nafter 10 quit\n");
        Path log = folder.resolve("log");
        Options options = Options.of(Pace.NONE, 1000).withScenario(scenario).withLink(folder.resolve("ttyS0"));

        try (Simulation simulation = new Simulation(options, EventLog.open(log, BootClock.nanos()), BootClock::nanos)) {
            simulation.run();
        }

        List<String> told = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            told.add(line.split(" ", 3)[2].replaceAll(" +", " "));
        }
        assertEquals(List.of("CONTROL mains off", "EVENT MAINS LOST", "EVENT ON BATTERY", "CONTROL mains on", "EVENT MAINS BACK",
            "EVENT ON LINE", "CONTROL lines", "EVENT WARNING lines of the scenario: ERR the port of a smart-ups-700 speaks; lines are "
                + "for models on contact closure", "CONTROL quit", "EVENT QUIT"), told.subList(0, 10));
    }

    private static String faultOf(String text) {
        return assertThrows(AdminFault.class, () -> Scenario.of("s", text)).getMessage();
    }
}
