package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import nut.common.state.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToggleCommandsTest {
    private static ScriptedUps unit(String listed) {
        return new ScriptedUps().tells("VGWD b50.9.D").says("a", "3.!$%+?=#|." + listed + "QVYb\r\n");
    }

    @ParameterizedTest
    @CsvSource({"bypass.start, BYP, HANDLED, ^", "bypass.stop, INV, HANDLED, ^", "bypass.start, ERR, FAILED, ^",
        "bypass.start, OK, HANDLED, ^", "bypass.start, NA, FAILED, ^"})
    void whatTheUpsSaysToBypassCounts(String command, String answer, Outcome outcome, String sent) throws IOException {
        Rig rig = Rig.attached(unit("^").says("^", answer + "\r\n"));
        rig.ups.takeWritten();

        assertEquals(outcome, rig.driver.run(command, ""));
        assertEquals(sent, rig.ups.takeWritten());
    }

    @Test
    void aUpsThatWasInBypassAlreadyIsSentBackThere() throws IOException {
        Rig rig = Rig.attached(unit("^").says("^", "INV\r\n", "BYP\r\n"));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("bypass.start", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("^^", rig.ups.takeWritten());
    }

    @Test
    void aUpsThatTellsThatItIsInBypassIsLeftThere() throws IOException {
        Rig rig = Rig.attached(unit("^~").says("~", "08\r\n").says("^", "INV\r\n"));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("bypass.start", "");

        assertEquals(Outcome.FAILED, outcome);
        assertEquals("~", rig.ups.takeWritten());
    }

    @Test
    void aCalibrationThatBeginsWithAnAlertAloneHasBegun() throws IOException {
        Rig rig = Rig.attached(unit("D").says("D", "!"));
        rig.ups.says("Q", "08\r\n", "11\r\n");

        assertEquals(Outcome.HANDLED, rig.driver.run("calibrate.start", ""));
    }

    @Test
    void aCalibrationThatTheUpsRefusesHasFailed() throws IOException {
        Rig rig = Rig.attached(unit("D").says("D", "NO\r\n"));

        assertEquals(Outcome.FAILED, rig.driver.run("calibrate.start", ""));
    }

    @Test
    void aCalibrationThatEndsWithNoHasEnded() throws IOException {
        Rig rig = Rig.attached(unit("D").says("D", "NO\r\n"));
        rig.ups.says("Q", "11\r\n", "08\r\n");

        assertEquals(Outcome.HANDLED, rig.driver.run("calibrate.stop", ""));
    }

    @Test
    void stoppingABatteryTestThatDoesNotRunStartsNone() throws IOException {
        Rig rig = Rig.attached(unit("W").says("W", "OK\r\n"));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("test.battery.stop", "");

        assertEquals(Outcome.FAILED, outcome);
        assertEquals("Q", rig.ups.takeWritten());
    }

    @Test
    void aBatteryTestThatRunsIsStopped() throws IOException {
        Rig rig = Rig.attached(unit("W").says("W", "OK\r\n"));
        rig.ups.says("Q", "10\r\n").takeWritten();

        Outcome outcome = rig.driver.run("test.battery.stop", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("QW", rig.ups.takeWritten());
    }

    @Test
    void aCommandIsOfferedWhenTheUpsHasItsByte() throws IOException {
        Rig rig = Rig.attached(unit("@"));

        assertEquals("[shutdown.default, shutdown.return]", rig.state.snapshot().commands().toString());
        assertEquals(Outcome.INVALID, rig.driver.run("shutdown.return", ""));
        assertEquals(Outcome.UNKNOWN, rig.driver.run("load.off", ""));
    }

    @Test
    void aValueIsNotConfirmedByAnother() throws IOException {
        Rig rig = Rig.attached(unit("@S").says("@", "").says("S", "OK\r\n"));
        rig.driver.run("shutdown.return", "at:1");
        rig.ups.pass(5);
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("shutdown.return", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("", rig.ups.takeWritten());
    }

    @Test
    void theShutdownOfTheSettingsCanBeAskedFor() throws IOException {
        Rig rig = Rig.attached(unit("@S").says("S", "OK\r\n"));
        rig.ups.says("Q", "10\r\n");
        rig.driver.run("shutdown.default", "");
        rig.ups.pass(5);
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("shutdown.default", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("QS", rig.ups.takeWritten());
    }

    @Test
    void turningTheLoadOnTakesTwoBytesAndHasNoAnswer() throws IOException {
        Rig rig = Rig.attached(unit("\16").says("\16", ""));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("load.on", "");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("^N 1550 ^N", rig.ups.paced());
    }

    @Test
    void aRefusalOfTheFirstByteKeepsTheSecond() throws IOException {
        Rig rig = Rig.attached(unit("\16").says("\16", "NA\r\n"));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.run("load.on", "");

        assertEquals(Outcome.FAILED, outcome);
        assertEquals("\16", rig.ups.takeWritten());
    }

    @Test
    void aSettingThatIsNotToldIsNotSteppedOn() throws IOException {
        Rig rig = Rig.attached(unit("s\32-").says("s", "H\r\n").says("-", "OK\r\n").says("\32", "#s441HMLL\r\n"));
        rig.ups.says("s", "NA\r\n").takeWritten();

        Outcome outcome = rig.driver.set("input.sensitivity", "L");

        assertEquals(Outcome.FAILED, outcome);
        assertTrue(rig.ups.takeWritten().indexOf('-') < 0);
    }

    @Test
    void aSettingNeverTakesMoreStepsThanItHasValues() throws IOException {
        Rig rig = Rig.attached(unit("s\32-").says("s", "H\r\n").says("-", "OK\r\n").says("\32", "#s441HMLL\r\n"));
        rig.ups.takeWritten();

        Outcome outcome = rig.driver.set("input.sensitivity", "L");

        assertEquals(Outcome.FAILED, outcome);
        assertEquals(4, rig.ups.takeWritten().chars().filter(value -> value == '-').count());
    }

    @Test
    void aTextIsSentAtTheUpsPaceAndPaddedWithReturns() throws IOException {
        Rig rig = Rig.attached(unit("c").says("c", "OLD\r\n", "OLD\r\n").says("-", "").says("R", "").says("K", "").says("4", "")
            .says("\r", "", "", "", "", "OK\r\n"));
        rig.ups.says("c", "OLD\r\n", "RK4\r\n").takeWritten();

        Outcome outcome = rig.driver.set("ups.id", "RK4");

        assertEquals(Outcome.HANDLED, outcome);
        assertEquals("RK4", rig.value("ups.id"));
    }

    @Test
    void aTextThatTheUpsDidNotTakeHasFailed() throws IOException {
        Rig rig = Rig.attached(unit("c").says("c", "OLD\r\n").says("-", "").says("R", "").says("K", "").says("4", "")
            .says("\r", "", "", "", "", "NO\r\n"));

        assertEquals(Outcome.FAILED, rig.driver.set("ups.id", "RK4"));
        assertEquals("OLD", rig.value("ups.id"));
    }
}
