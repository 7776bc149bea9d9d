package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    @Test
    void withoutFlagsItIsTheSmartUps700OfItsFile() {
        Options options = read();

        assertEquals("smart-ups-700", options.profile().name());
        assertEquals(23.5, options.loadPercent());
        assertEquals(46, options.fullMinutes());
        assertEquals(1, options.charge());
        assertTrue(options.cable().isEmpty());
    }

    @Test
    void aModelBringsItsLoadAndCharge() {
        Options options = read("--model", "smart-ups-600", "--runtime", "7");

        assertEquals(32.7, options.loadPercent());
        assertEquals(7, options.fullMinutes());
        assertEquals(0.95, options.charge());
    }

    @Test
    void aBackUpsHasItsUsualCableOrTheOneThatIsNamed() {
        assertEquals("940-0020B", read("--model", "back-ups").cable().orElseThrow().name());
        assertEquals("940-0119A", read("--model", "back-ups", "--cable", "940-0119A").cable().orElseThrow().name());
    }

    @Test
    void aScenarioIsReadBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("storm"), "at 3 voltage 95.5\n");

        Options options = read("--scenario", file.toString());

        assertEquals(List.of(new Scenario.Step(3_000_000_000L, "voltage 95.5")), options.scenario().steps());
    }

    @Test
    void whatDoesNotFitIsToldInOneSentence() {
        assertEquals("--model su700 is not known; it is one of smart-ups-700, smart-ups-1500, smart-ups-600, matrix-ups, "
            + "smart-ups-rt, back-ups",
            fault("--model", "su700"));
        assertEquals("--cable 940-0020B does not fit matrix-ups: its port speaks, and has one cable only",
            fault("--model", "matrix-ups", "--cable", "940-0020B"));
        assertEquals("--load wants a number, not much", fault("--load", "much"));
        assertEquals("--speed and --runtime must be above 0, --load from 0 to 200, --charge from 0 to 100", fault("--charge", "101"));
        assertEquals("--owner wants two numbers such as 64001:64000, not root", fault("--owner", "root"));
        assertEquals("--mode wants an octal number such as 660, not rw", fault("--mode", "rw"));
    }

    private static String fault(String... arguments) {
        return assertThrows(AdminFault.class, () -> read(arguments)).getMessage();
    }

    private static Options read(String... arguments) {
        return OptionsReader.read(Main.line().parse(List.of(arguments)));
    }
}
