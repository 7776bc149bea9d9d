package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.state.UpsSnapshot;
import nut.common.state.ValueFlag;
import nut.driver.core.DriverSettings;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import nut.driver.simulator.SimulatedLine;
import org.junit.jupiter.api.Test;

class ApcDriverTest {
    private final List<UpsSnapshot> published = new ArrayList<>();
    private final SimulatedLine line = new SimulatedLine();
    private final UpsState state = new UpsState(published::add, Map.of(), Map.of());
    private final ApcDriver driver = driverOn(line, state);

    @Test
    void everyValueOfThePublishedSessionIsPublishedUnderItsName() throws IOException {
        driver.attach(5);

        UpsSnapshot snapshot = published.getLast();
        Map<String, String> expected = Map.ofEntries(Map.entry("ups.mfr", "APC"), Map.entry("ups.model", "SMART-UPS 700"),
            Map.entry("ups.serial", "WS9643050926"), Map.entry("ups.mfr.date", "11/29/96"), Map.entry("ups.firmware", "50.9.D"),
            Map.entry("ups.id", "UPS_IDEN"), Map.entry("battery.date", "11/29/96"), Map.entry("ups.status", "OL"),
            Map.entry("battery.charge", "100.0"), Map.entry("battery.runtime", "2760"), Map.entry("battery.voltage", "27.87"),
            Map.entry("battery.voltage.nominal", "024"), Map.entry("battery.runtime.low", "120"), Map.entry("battery.charge.restart", "00"),
            Map.entry("battery.alarm.threshold", "0"), Map.entry("battery.packs", "000"), Map.entry("input.voltage", "118.3"),
            Map.entry("input.voltage.maximum", "118.9"), Map.entry("input.voltage.minimum", "117.6"), Map.entry("input.frequency", "60.00"),
            Map.entry("input.quality", "FF"), Map.entry("input.sensitivity", "H"), Map.entry("input.transfer.low", "103"),
            Map.entry("input.transfer.high", "132"), Map.entry("input.transfer.reason", "no transfers yet since turnon"),
            Map.entry("output.voltage", "118.3"), Map.entry("output.voltage.nominal", "115"), Map.entry("ups.load", "023.5"),
            Map.entry("ups.temperature", "036.0"), Map.entry("ups.test.result", "NO"), Map.entry("ups.test.interval", "1209600"),
            Map.entry("ups.delay.shutdown", "020"), Map.entry("ups.delay.start", "000"), Map.entry("device.mfr", "APC"),
            Map.entry("device.model", "SMART-UPS 700"), Map.entry("device.serial", "WS9643050926"));
        assertEquals(expected.size(), snapshot.variables().size(), snapshot.variables().toString());
        expected.forEach((name, value) -> assertEquals(value, snapshot.value(name).orElse(null), name));
    }

    @Test
    void theTextsCanBeWrittenAndTheCommandsAreThoseTheUnitHas() throws IOException {
        driver.attach(5);

        UpsSnapshot snapshot = published.getLast();
        assertTrue(snapshot.variable("ups.id").orElseThrow().flags().containsAll(List.of(ValueFlag.RW, ValueFlag.STRING)));
        assertEquals(8, snapshot.variable("battery.date").orElseThrow().maximumLength());
        assertEquals(List.of("132", "135", "138", "129"), snapshot.variable("input.transfer.high").orElseThrow().enumeration());
        assertEquals(List.of("H", "M", "L"), snapshot.variable("input.sensitivity").orElseThrow().enumeration());
        assertEquals(List.of("1209600", "604800", "0"), snapshot.variable("ups.test.interval").orElseThrow().enumeration());
        assertEquals(List.of("calibrate.start", "calibrate.stop", "load.off", "load.on", "shutdown.default",
            "shutdown.return", "shutdown.stayoff", "test.battery.start", "test.battery.stop", "test.failure.start", "test.panel.start"),
            List.copyOf(snapshot.commands()));
    }

    @Test
    void aFirstByteThatIsLostCostsOneRound() throws IOException {
        line.deafFor(1);

        driver.attach(5);

        assertEquals("Y\33Y", line.takeWritten().substring(0, 3));
        assertEquals("OL", state.value("ups.status").orElseThrow());
    }

    @Test
    void aSecondAnswerToTheHandshakeIsNotTakenForTheFirmware() throws IOException {
        line.write((byte) 'Y');

        driver.attach(5);

        assertEquals("50.9.D", state.value("ups.firmware").orElseThrow());
    }

    @Test
    void anAbsentUpsIsNoticedAfterTheRoundsThatPatienceAllows() {
        line.mute(true);

        NoAnswer fault = assertThrows(NoAnswer.class, () -> driver.attach(5));

        assertEquals("no answer to Y", fault.getMessage());
        assertEquals(15, line.nanos() / 1_000_000_000);
    }

    @Test
    void anAlertIsPublishedBeforeAnythingElseIsSent() throws IOException {
        driver.attach(5);
        line.takeWritten();
        line.mains(false);
        line.pass(0.01);

        boolean more = driver.listen();

        assertTrue(more);
        assertEquals("OB", published.getLast().value("ups.status").orElseThrow());
        assertEquals("", line.takeWritten());
    }

    @Test
    void theTruthIsAskedForRightAfterAnAlert() throws IOException {
        driver.attach(5);
        line.takeWritten();
        line.inject("!");

        driver.listen();
        String told = published.getLast().value("ups.status").orElseThrow();
        driver.pollNext();

        assertEquals("OB", told);
        assertEquals("QQ", line.takeWritten());
        assertEquals("OL", published.getLast().value("ups.status").orElseThrow());
    }

    @Test
    void anAlertInsideAnAnswerIsActedOnAndTheAnswerStillCounts() throws IOException {
        driver.attach(5);
        driver.beginPoll();
        driver.pollNext();
        int before = published.size();
        line.insideAnswer(2, () -> line.mains(false));

        driver.pollNext();
        String statusThen = published.getLast().value("ups.status").orElseThrow();
        line.takeWritten();
        driver.pollNext();

        assertEquals(before + 1, published.size());
        assertEquals("OB", statusThen);
        assertEquals("100.0", state.value("battery.charge").orElseThrow());
        assertEquals("Q", line.takeWritten());
    }

    @Test
    void anAlertInsideTheAnswerToTheStatusIsNotUndoneByIt() throws IOException {
        driver.attach(5);
        driver.beginPoll();
        line.insideAnswer(1, () -> line.mains(false));

        driver.pollNext();

        List<String> statuses = published.stream().map(s -> s.value("ups.status").orElseThrow()).distinct().toList();
        assertEquals(List.of("OL", "OB"), statuses);
    }

    @Test
    void lowBatteryFollowsItsAlertAndEndsWithTheMains() throws IOException {
        driver.attach(5);
        line.mains(false);
        line.pass(1);
        driver.listen();

        line.exhaustBattery();
        line.pass(1);
        driver.listen();
        String low = published.getLast().value("ups.status").orElseThrow();
        line.mains(true);
        line.pass(1);
        driver.listen();

        assertEquals("OB LB", low);
        assertEquals("OL", published.getLast().value("ups.status").orElseThrow());
    }

    @Test
    void anAlertOnANoisyLineIsOnlyAReasonToAsk() throws IOException {
        driver.attach(5);
        line.inject("\177x\3%!");

        driver.listen();
        String told = published.getLast().value("ups.status").orElseThrow();
        driver.pollNext();

        assertEquals("OL", told);
        assertEquals("OL", published.getLast().value("ups.status").orElseThrow());
    }

    @Test
    void anAnswerThatIsNoneIsAskedForAgainAndNeverPublished() throws IOException {
        driver.attach(5);
        line.replaceAnswer('f', "1\2700.0\r\n");

        poll();

        assertEquals("100.0", state.value("battery.charge").orElseThrow());
        assertTrue(published.stream().allMatch(s -> s.value("battery.charge").equals(Optional.of("100.0"))));
    }

    @Test
    void aPieceOfAnAnswerIsNoValue() throws IOException {
        driver.attach(5);
        line.replaceAnswer('L', "11");

        poll();

        assertEquals("118.3", state.value("input.voltage").orElseThrow());
    }

    @Test
    void aStatusThatIsNotReadyIsAskedForAgain() throws IOException {
        driver.attach(5);
        line.replaceAnswer('Q', "SM\r\n");

        poll();

        assertEquals("OL", state.value("ups.status").orElseThrow());
    }

    @Test
    void aByteLostOnTheWayCostsTheDriverOnlyTime() throws IOException {
        driver.attach(5);
        driver.beginPoll();
        line.deafFor(1);

        poll();

        assertEquals("OL", state.value("ups.status").orElseThrow());
    }

    @Test
    void aUpsThatFallsOutOfSmartModeIsBroughtBackWithoutLosingContact() throws IOException {
        driver.attach(5);
        line.write((byte) 'R');
        line.pass(1);

        poll();

        assertEquals("OL", state.value("ups.status").orElseThrow());
    }

    @Test
    void anEndlessLineIsNoAnswer() throws IOException {
        driver.attach(5);
        line.replaceAnswer('L', "9".repeat(600));

        poll();

        assertEquals("118.3", state.value("input.voltage").orElseThrow());
    }

    @Test
    void aMuteUpsIsLostAfterBoundedTimeAndFoundAgainByOneRound() throws IOException {
        driver.attach(5);
        line.mute(true);
        long began = line.nanos();

        assertThrows(NoAnswer.class, this::poll);
        double seconds = (line.nanos() - began) / 1e9;
        assertThrows(NoAnswer.class, driver::reattach);
        line.mute(false);
        driver.reattach();

        assertTrue(seconds < 6, seconds + " s");
        assertEquals("OL", state.value("ups.status").orElseThrow());
    }

    @Test
    void aLostLineIsToldAtOnce() throws IOException {
        driver.attach(5);
        line.hangUp();

        assertThrows(LineLost.class, this::poll);
    }

    @Test
    void anOldUnitThatDoesNotTellItsCommandsIsReadAllTheSame() throws IOException {
        SimulatedLine oldLine = SimulatedLine.old("YQVCPLOfBn");
        ApcDriver oldDriver = driverOn(oldLine, state);

        oldDriver.attach(5);

        UpsSnapshot snapshot = published.getLast();
        assertEquals("GWD", snapshot.value("ups.firmware").orElseThrow());
        assertEquals("Smart-UPS", snapshot.value("ups.model").orElseThrow());
        assertEquals("118.3", snapshot.value("input.voltage").orElseThrow());
        assertTrue(snapshot.commands().isEmpty());
    }

    @Test
    void leavingTakesTheUnitOutOfSmartMode() throws IOException {
        driver.attach(5);

        driver.detach();

        assertTrue(line.events().endsWith("SIMPLE MODE\n"), line.events());
    }

    @Test
    void anOverriddenVariableStaysWhatTheAdminSays() throws IOException {
        UpsState fixed = new UpsState(published::add, Map.of("battery.voltage.nominal", "12"), Map.of("battery.charge.low", "20"));

        driverOn(line, fixed).attach(5);

        assertEquals("12", published.getLast().value("battery.voltage.nominal").orElseThrow());
        assertEquals("20", published.getLast().value("battery.charge.low").orElseThrow());
        assertFalse(published.isEmpty());
    }

    private void poll() throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }

    private static ApcDriver driverOn(SimulatedLine line, UpsState state) {
        DriverSettings settings = new DriverSettings("newapc", "su700", "/dev/null", Duration.ofSeconds(2), Optional.empty(), Map.of());
        return new ApcDriver(line, state, ApcSettings.of(settings), () -> false);
    }
}
