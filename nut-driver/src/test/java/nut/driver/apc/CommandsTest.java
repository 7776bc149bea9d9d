package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.state.Outcome;
import nut.driver.core.DriverSettings;
import nut.driver.core.DriverSettings.Choice;
import nut.driver.core.UpsState;
import nut.driver.simulator.SimulatedLine;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final SimulatedLine line = new SimulatedLine();
    private final UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());

    @Test
    void aSelfTestIsStartedAndItsResultRead() throws IOException {
        ApcDriver driver = attached(Map.of());

        Outcome outcome = driver.run("test.battery.start", "");
        line.pass(10);
        poll(driver);

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("OK", state.value("ups.test.result").orElseThrow());
    }

    @Test
    void theStatusIsNotReadDuringAPanelTest() throws IOException {
        ApcDriver driver = attached(Map.of());

        driver.run("test.panel.start", "");
        line.takeWritten();
        poll(driver);
        String during = line.takeWritten();
        line.pass(3);
        driver.beginPoll();
        driver.pollNext();

        assertFalse(during.contains("Q"), during);
        assertEquals("Q", line.takeWritten());
    }

    @Test
    void anUnknownCommandIsUnknown() throws IOException {
        ApcDriver driver = attached(Map.of());

        assertEquals(Outcome.UNKNOWN, driver.run("beeper.toggle", ""));
        assertEquals(Outcome.UNKNOWN, driver.run("bypass.start", ""));
        assertEquals(Outcome.INVALID, driver.run("load.on", "now"));
    }

    @Test
    void aCommandThatTheUpsRefusesHasFailed() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.replaceAnswer('W', "NA\r\n");

        assertEquals(Outcome.FAILED, driver.run("test.battery.start", ""));
    }

    @Test
    void aDangerousCommandIsSentOnlyWhenAskedForAgainInTime() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        Outcome first = driver.run("load.off", "");
        line.pass(1);
        driver.run("load.off", "");
        line.pass(20);
        driver.run("load.off", "");
        String before = line.takeWritten();
        boolean fedBefore = line.feedsLoad();
        line.pass(4);
        Outcome confirmed = driver.run("load.off", "");

        assertEquals(Outcome.HANDLED, first);
        assertEquals("", before);
        assertTrue(fedBefore);
        assertEquals(Outcome.HANDLED, confirmed);
        assertEquals("ZZ", line.takeWritten());
        assertFalse(line.feedsLoad());
    }

    @Test
    void eachDangerousCommandHasItsOwnFirstRequest() throws IOException {
        ApcDriver driver = attached(Map.of());

        driver.run("load.off", "");
        line.pass(5);
        driver.run("shutdown.stayoff", "");
        line.pass(30);

        assertTrue(line.feedsLoad());
    }

    @Test
    void aLoadThatIsOffIsSwitchedOnAgain() throws IOException {
        ApcDriver driver = attached(Map.of());
        driver.run("load.off", "");
        line.pass(5);
        driver.run("load.off", "");

        Outcome outcome = driver.run("load.on", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertTrue(line.feedsLoad());
    }

    @Test
    void hibernationWithADelayIsSpelledDigitByDigit() throws IOException {
        ApcDriver driver = attached(Map.of());
        driver.run("shutdown.return", "at:1");
        line.pass(5);
        line.takeWritten();

        Outcome outcome = driver.run("shutdown.return", "AT:1");
        line.pass(21);

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("@001", line.takeWritten());
        assertFalse(line.feedsLoad());
        assertEquals("0", line.harm());
    }

    @Test
    void anArgumentThatIsNoneIsRefusedBeforeAnythingIsSent() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        assertEquals(Outcome.INVALID, driver.run("shutdown.return", "at:1234"));
        assertEquals("", line.takeWritten());
    }

    @Test
    void calibrationIsStartedOnceAndStoppedOnce() throws IOException {
        ApcDriver driver = attached(Map.of());

        Outcome started = driver.run("calibrate.start", "");
        Outcome again = driver.run("calibrate.start", "");
        poll(driver);
        String during = state.value("ups.status").orElseThrow();
        Outcome stopped = driver.run("calibrate.stop", "");
        Outcome stoppedAgain = driver.run("calibrate.stop", "");

        assertEquals(Outcome.HANDLED, started);
        assertEquals(Outcome.FAILED, again);
        assertEquals("CAL OB", during);
        assertEquals(Outcome.HANDLED, stopped);
        assertEquals(Outcome.FAILED, stoppedAgain);
    }

    @Test
    void aNameIsWrittenAndReadBack() throws IOException {
        ApcDriver driver = attached(Map.of());

        Outcome outcome = driver.set("ups.id", "RACK 4");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("RACK 4", state.value("ups.id").orElseThrow());
        assertEquals("0", line.harm());
    }

    @Test
    void aNameThatIsThereAlreadyIsNotWritten() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        Outcome outcome = driver.set("ups.id", "UPS_IDEN");

        assertEquals(Outcome.HANDLED, outcome);
        assertFalse(line.takeWritten().contains("-"));
    }

    @Test
    void aTextThatCannotBeKeptIsRefusedBeforeAnythingIsSent() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        assertEquals(Outcome.INVALID, driver.set("ups.id", "NINECHARS"));
        assertEquals(Outcome.INVALID, driver.set("ups.id", "50%"));
        assertEquals(Outcome.INVALID, driver.set("ups.id", ""));
        assertEquals("", line.takeWritten());
    }

    @Test
    void aSettingStepsToTheValueThatIsWanted() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        Outcome outcome = driver.set("battery.runtime.low", "420");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("q-q-qq", line.takeWritten());
        assertEquals("420", state.value("battery.runtime.low").orElseThrow());
    }

    @Test
    void aValueThatStandsTwiceInItsListIsReached() throws IOException {
        ApcDriver driver = attached(Map.of());
        driver.set("input.sensitivity", "L");

        Outcome outcome = driver.set("input.sensitivity", "H");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("H", state.value("input.sensitivity").orElseThrow());
    }

    @Test
    void aValueThatIsNotInTheListIsRefusedBeforeAnythingIsSent() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.takeWritten();

        assertEquals(Outcome.INVALID, driver.set("input.sensitivity", "X"));
        assertEquals("", line.takeWritten());
    }

    @Test
    void theUpsItselfTellsOnFromOffWhereThePublishedValueDoesNot() throws IOException {
        ApcDriver driver = attached(Map.of());

        Outcome outcome = driver.set("ups.test.interval", "OFF");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("0", state.value("ups.test.interval").orElseThrow());
        assertTrue(line.events().contains("SETTING E ON  -> OFF"), line.events());
    }

    @Test
    void aSettingThatDoesNotMoveIsGivenUpAfterOneRound() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.replaceAnswer('-', "NO\r\n");

        assertEquals(Outcome.FAILED, driver.set("input.sensitivity", "M"));
    }

    @Test
    void onlyWhatCanBeWrittenIsWritten() throws IOException {
        ApcDriver driver = attached(Map.of());

        assertEquals(Outcome.UNKNOWN, driver.set("battery.charge", "50"));
        assertEquals(Outcome.UNKNOWN, driver.set("no.such.thing", "50"));
    }

    @Test
    void aUpsThatAnswersInsteadOfListeningGetsNoText() throws IOException {
        ApcDriver driver = attached(Map.of());
        line.replaceAnswer('-', "NA\r\n");
        line.takeWritten();

        Outcome outcome = driver.set("ups.id", "KKZZ");

        assertEquals(Outcome.FAILED, outcome);
        assertEquals("c-c", line.takeWritten());
    }

    @Test
    void onBatteryThePowerIsCutBySoftHibernation() throws IOException {
        line.mains(false);
        ApcDriver driver = driver(Map.of());

        boolean accepted = driver.cutPower();
        line.pass(21);

        assertTrue(accepted);
        assertTrue(line.events().contains("LOAD CUT by S"), line.events());
    }

    @Test
    void onMainsThePowerIsCutByHardHibernation() throws IOException {
        ApcDriver driver = driver(Map.of());

        boolean accepted = driver.cutPower();
        line.pass(21);

        assertTrue(accepted);
        assertTrue(line.events().contains("LOAD CUT by @"), line.events());
    }

    @Test
    void aRefusedMethodIsFollowedByTheNextOne() throws IOException {
        ApcDriver driver = driver(Map.of("advorder", "02"));

        boolean accepted = driver.cutPower();
        line.pass(21);

        assertTrue(accepted);
        assertTrue(line.events().contains("LOAD CUT by K"), line.events());
    }

    @Test
    void whatTheUpsDoesNotAcceptIsNotTakenForAccepted() throws IOException {
        ApcDriver driver = driver(Map.of("advorder", "0"));

        boolean accepted = driver.cutPower();

        assertFalse(accepted);
    }

    @Test
    void aUnitThatOnlyKnowsSoftHibernationIsForcedOnBatteryFirst() throws IOException {
        ApcDriver driver = driver(Map.of("sdtype", "4"));

        boolean accepted = driver.cutPower();
        line.pass(21);

        assertTrue(accepted);
        assertTrue(line.events().contains("LOAD CUT by S"), line.events());
    }

    @Test
    void anOldUnitAcceptsWithAnAsterisk() throws IOException {
        line.mains(false);
        line.replaceAnswer('S', "*");

        boolean accepted = driver(Map.of()).cutPower();

        assertTrue(accepted);
    }

    @Test
    void aMuteUpsDoesNotAccept() throws IOException {
        line.mute(true);

        boolean accepted = driver(Map.of()).cutPower();

        assertFalse(accepted);
    }

    @Test
    void aSettingThatMakesNoSenseIsAFaultWithItsPlace() {
        AdminFault fault = assertThrows(AdminFault.class, () -> driver(Map.of("sdtype", "7")));

        assertEquals("ups.conf:5: sdtype must be a digit from 0 to 5, not 7", fault.getMessage());
        assertThrows(AdminFault.class, () -> driver(Map.of("advorder", "05")));
        assertThrows(AdminFault.class, () -> driver(Map.of("awd", "1000")));
        assertThrows(AdminFault.class, () -> driver(Map.of("cshdelay", "10")));
    }

    private ApcDriver attached(Map<String, String> choices) throws IOException {
        ApcDriver driver = driver(choices);
        driver.attach(5);
        return driver;
    }

    private ApcDriver driver(Map<String, String> choices) {
        Map<String, Choice> given = new HashMap<>();
        choices.forEach((name, value) -> given.put(name, new Choice(value, "ups.conf:5")));
        DriverSettings settings = new DriverSettings("newapc", "su700", "/dev/null", Duration.ofSeconds(2), Optional.empty(), given);
        return new ApcDriver(line, state, ApcSettings.of(settings), () -> false);
    }

    private static void poll(ApcDriver driver) throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }
}
