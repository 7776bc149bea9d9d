package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nut.common.AdminFault;
import nut.common.state.Outcome;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver with a clock that the test turns. */
class ScriptDriverTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<UpsSnapshot> published = new ArrayList<>();
    private final Clock clock = new Clock();
    private final UpsState state = new UpsState(published::add, Map.of(), Map.of());
    private long stamps = 1_000_000;

    @TempDir
    private Path folder;
    private Path file;

    /** What the driver sees of time: it stands still, until it is turned on to what the driver set it to. */
    private static final class Clock implements AlarmClock {
        private long now = Long.MAX_VALUE - SECOND;
        private long bell;
        private boolean set;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void wakeAt(long nanos) {
            bell = nanos;
            set = true;
        }

        @Override
        public void sleepOn() {
            set = false;
        }

        long secondsUntilBell() {
            assertTrue(set, "nobody is to be woken");
            return (bell - now) / SECOND;
        }
    }

    @BeforeEach
    void aFile() {
        file = folder.resolve("su700.dev");
    }

    @Test
    void anEmptyFileGivesTheBasicVariables() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, "");

        assertEquals("Dummy Manufacturer", value("ups.mfr"));
        assertEquals("Dummy UPS", value("ups.model"));
        assertEquals("OL", value("ups.status"));
        assertEquals("Dummy UPS", value("device.model"));
        assertEquals("dummy-once", value("driver.parameter.mode"));
        assertEquals(List.of("load.off"), List.copyOf(state.snapshot().commands()));
        assertFalse(clock.set);
        assertFalse(poll(driver));
    }

    @Test
    void eachStepHappensWhenItsTimeHasComeAndNotBefore() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, "ups.status: OL\nTIMER 60\nups.status: OB\nTIMER 3600\nups.status: OB LB\n");

        clock.now += 60 * SECOND - 1;
        assertFalse(driver.listen());
        assertFalse(poll(driver));
        assertEquals("OL", value("ups.status"));
        clock.now++;
        assertTrue(driver.listen());
        driver.pollNext();
        assertEquals("OB", value("ups.status"));
        assertEquals(3600, clock.secondsUntilBell());
        ring(driver);

        assertEquals("OB LB", value("ups.status"));
        assertFalse(clock.set);
        assertEquals(List.of("OL", "OB", "OB LB"), published.stream().map(s -> s.value("ups.status").orElse("")).toList());
    }

    @Test
    void aLoopBeginsAgainASecondAfterItsEndAndForgetsWhatWasSet() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_LOOP, "ups.status: OL\nups.load: 5\nTIMER 60\nups.status: OB\nTIMER 30\n");
        driver.set("ups.load", "77");
        ring(driver);
        ring(driver);

        assertEquals("OB", value("ups.status"));
        assertEquals("77", value("ups.load"));
        assertEquals(1, clock.secondsUntilBell());
        ring(driver);
        ring(driver);
        assertEquals("OL", value("ups.status"));
        assertEquals("5", value("ups.load"));
        assertEquals(60, clock.secondsUntilBell());
    }

    @Test
    void aLoopSeesAChangedFileWhenItBeginsAgain() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY, "ups.load: 5\nTIMER 60\n");

        write("ups.load: 6\nups.id: new\n");
        poll(driver);
        assertEquals("5", value("ups.load"));
        ring(driver);
        ring(driver);
        ring(driver);

        assertEquals("6", value("ups.load"));
        assertEquals("new", value("ups.id"));
    }

    @Test
    void aFileThatIsReadOnceIsReadAgainWhenItChangesAndOnlyThen() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, "ups.load: 5\nups.id: old\n");
        driver.set("ups.load", "77");

        poll(driver);
        assertEquals("77", value("ups.load"));
        write("ups.load: 6\n");
        assertTrue(poll(driver));
        driver.pollNext();

        assertEquals("6", value("ups.load"));
        assertEquals("old", value("ups.id"));
    }

    @Test
    void aFileThatGoesIsALostLineAndOneThatReturnsIsActedFromItsBeginning() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, "ups.load: 5\n");
        driver.set("ups.load", "77");

        Files.delete(file);
        LineLost lost = assertThrows(LineLost.class, () -> poll(driver));
        assertThrows(LineLost.class, driver::reattach);
        assertEquals("77", value("ups.load"));
        write("ups.load: 6\n");
        driver.reattach();

        assertEquals("there is no file " + file, lost.getMessage());
        assertEquals("6", value("ups.load"));
    }

    @Test
    void anUnfitFileAtTheStartIsAFaultThatSaysSo() throws IOException {
        Files.write(file, new byte[] {0});

        AdminFault fault = assertThrows(AdminFault.class, () -> driver(Mode.DUMMY_ONCE).attach(1));

        assertEquals(file + " is not a text file; name a definition file as port (dummy-ups(8))", fault.getMessage());
    }

    @Test
    void alarmsMakeUpsAlarmAndTheWordAlarmOfTheStatus() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_LOOP, """
            ups.status: OL CHRG OL
            ALARM [UPS too warm to charge]
            ALARM [UPS circuit is overheating]
            TIMER 5
            ALARM
            TIMER 5
            ups.status: OB
            ALARM [UPS too cold to charge]
            """);

        assertEquals("ALARM OL CHRG", value("ups.status"));
        assertEquals("[UPS too warm to charge] [UPS circuit is overheating]", value("ups.alarm"));
        ring(driver);
        assertEquals("OL CHRG", value("ups.status"));
        assertEquals(Optional.empty(), state.value("ups.alarm"));
        ring(driver);
        assertEquals("ALARM OB", value("ups.status"));
        assertEquals("[UPS too cold to charge]", value("ups.alarm"));
        driver.set("ups.alarm", "");
        assertEquals("OB", value("ups.status"));
        assertEquals(Optional.empty(), state.value("ups.alarm"));
    }

    @Test
    void anAlarmThatAListOfUpscHoldsStaysAsItIs() throws IOException {
        attached(Mode.DUMMY_ONCE, "ups.alarm: Replace battery!\nups.status: OL ALARM RB\n");

        assertEquals("Replace battery!", value("ups.alarm"));
        assertEquals("ALARM OL RB", value("ups.status"));
    }

    @Test
    void aPowerStripsDeviceVariablesStandWhateverUpsSays() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_LOOP, "device.mfr: EATON\ndevice.type: pdu\nups.mfr: Powerware\n");

        ring(driver);
        ring(driver);
        driver.set("ups.mfr", "Somebody");

        assertEquals("EATON", value("device.mfr"));
        assertEquals("pdu", value("device.type"));
        assertEquals("Somebody", value("ups.mfr"));
    }

    @Test
    void clientsWriteWhatIsWritableAndAnEmptyValueTakesAVariableOut() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, """
            input.transfer.low: 103
            ADDRANGE input.transfer.low 90 110
            input.sensitivity: H
            ADDENUM input.sensitivity L
            ups.id: rack
            ups.serial: 42
            SETFLAGS ups.serial STRING
            """);

        assertEquals(Outcome.HANDLED, driver.set("input.transfer.low", "90"));
        assertEquals(Outcome.INVALID, driver.set("input.transfer.low", "111"));
        assertEquals(Outcome.INVALID, driver.set("input.transfer.low", "low"));
        assertEquals(Outcome.INVALID, driver.set("input.sensitivity", "M"));
        assertEquals(Outcome.HANDLED, driver.set("input.sensitivity", "L"));
        assertEquals(Outcome.INVALID, driver.set("ups.id", "more than 16 characters"));
        assertEquals(Outcome.HANDLED, driver.set("ups.id", ""));
        assertEquals(Outcome.UNKNOWN, driver.set("ups.serial", "43"));
        assertEquals(Outcome.UNKNOWN, driver.set("ups.new", "x"));
        assertEquals(Outcome.UNKNOWN, driver.set("driver.name", "x"));
        assertEquals(Outcome.HANDLED, driver.set("ups.status", "OB LB"));

        assertEquals("90", value("input.transfer.low"));
        assertEquals(List.of("L"), state.snapshot().variable("input.sensitivity").map(UpsVariable::enumeration).orElseThrow());
        assertEquals(Optional.empty(), state.value("ups.id"));
        assertEquals("OB LB", value("ups.status"));
    }

    @Test
    void aDeclaredCommandDoesNothingWithSuccessAndLoadOffIsRefusedAsNutDoes() throws IOException {
        ScriptDriver driver = attached(Mode.DUMMY_ONCE, "ADDCMD test.battery.start\n");

        assertEquals(Outcome.HANDLED, driver.run("test.battery.start", ""));
        assertEquals(Outcome.UNKNOWN, driver.run("load.off", ""));
        assertTrue(state.hasCommand("test.battery.start"));
        assertTrue(state.hasCommand("load.off"));
        assertFalse(driver.cutPower());
    }

    @Test
    void whatDoesNotFitIntoASnapshotIsLeftOut() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append("ADDCMD command").append(i).append("\noutlet.").append(i).append(".desc: ").append("x".repeat(100)).append('\n');
        }

        ScriptDriver driver = attached(Mode.DUMMY_ONCE, text.toString());
        driver.set("ups.status", "OB DISCHRG LB");

        int commands = state.snapshot().commands().size();
        assertTrue(commands > 2500 && commands < 5000, commands + " commands");
        assertEquals("OB DISCHRG LB", value("ups.status"));
        assertEquals(Set.of("ups.mfr", "ups.model", "ups.status", "device.mfr", "device.model", "driver.parameter.mode"),
            state.snapshot().variables().stream().map(UpsVariable::name).collect(Collectors.toSet()));
    }

    @Test
    void asManyVariablesAsFitIntoASnapshotAreTaken() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("outlet.").append(i).append(".desc: ").append("x".repeat(100)).append('\n');
        }

        attached(Mode.DUMMY_ONCE, text + "ups.status: OB\n");

        int size = state.snapshot().variables().size();
        assertTrue(size > 150 && size < 250, size + " variables");
        assertEquals("OB", value("ups.status"));
    }

    private ScriptDriver attached(Mode mode, String text) throws IOException {
        write(text);
        ScriptDriver driver = driver(mode);
        driver.attach(1);
        return driver;
    }

    private ScriptDriver driver(Mode mode) {
        return new ScriptDriver(new DefinitionFile(file), clock, state, mode);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        stamps += 1000;
        Files.setLastModifiedTime(file, FileTime.fromMillis(stamps));
    }

    /** Turns the clock to where the driver set it, and lets the driver do what the core would. */
    private void ring(ScriptDriver driver) throws IOException {
        clock.now += clock.secondsUntilBell() * SECOND;
        assertTrue(driver.listen());
        driver.pollNext();
    }

    private static boolean poll(ScriptDriver driver) throws IOException {
        driver.beginPoll();
        return driver.pollNext();
    }

    private String value(String name) {
        return state.value(name).orElse("(none)");
    }
}
