package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What units tell of their own faults, which NUT does not ask for. */
class RegistersTest {
    private static ScriptedUps unit(String listed) {
        return new ScriptedUps().tells("VGWD b50.9.D ~00 '00 800 u132").says("a", "3.!$%+?=#|." + listed + "QVYb~'8\r\n");
    }

    @Test
    void aUnitWithoutFaultsHasNoAlarm() throws IOException {
        Rig rig = Rig.attached(unit("\32"));

        assertTrue(rig.state.value("ups.alarm").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"8, 01, `output off, battery empty!`", "8, 80, too hot!", "8, 18, ``", "', 01, ``",
        "8, 24, main relay failed! charger failed!", "', 40, relay for trim or boost failed!"})
    void whatMeansSomethingOnAThirdGenerationUnitIsAnAlarm(String register, String bits, String alarm) throws IOException {
        Rig rig = Rig.attached(unit("\32").says(register, bits + "\r\n"));

        assertEquals(alarm, rig.value("ups.alarm"));
    }

    @ParameterizedTest
    @CsvSource({"08, OL BYPASS, ''", "20, OL BYPASS, ''", "02, OL BYPASS, 'internal fault, the load is on bypass!'", "40, OL, ''"})
    void theStateRegisterOfAUnitWithBypassTellsOfIt(String bits, String status, String alarm) throws IOException {
        Rig rig = Rig.attached(unit("^").says("~", bits + "\r\n"));

        assertEquals(status, rig.value("ups.status"));
        assertEquals(alarm, rig.value("ups.alarm"));
    }

    @Test
    void onAUnitWithoutBypassTheSameBitsMeanNothing() throws IOException {
        Rig rig = Rig.attached(unit("\32").says("~", "2A\r\n"));

        assertEquals("OL", rig.value("ups.status"));
        assertEquals("", rig.value("ups.alarm"));
    }

    @Test
    void anAlertOfSomethingAbnormalHasTheRegistersAsked() throws IOException {
        Rig rig = Rig.attached(unit("\32"));
        rig.poll();
        rig.ups.says("8", "02\r\n").sends("?", 0);
        rig.ups.pass(0.1);
        rig.driver.listen();

        rig.poll();
        String during = rig.value("ups.alarm");
        rig.ups.says("8", "00\r\n").sends("=", 0);
        rig.ups.pass(0.1);
        rig.driver.listen();
        rig.poll();

        assertEquals("overload, cannot go to battery!", during);
        assertEquals("", rig.value("ups.alarm"));
    }

    @Test
    void aSettingThatWasChangedAtTheUnitIsReadAnew() throws IOException {
        Rig rig = Rig.attached(unit("u"));
        rig.poll();
        rig.ups.says("u", "135\r\n").sends("|", 0);
        rig.ups.pass(0.1);
        rig.driver.listen();

        rig.poll();

        assertEquals("135", rig.value("input.transfer.high"));
    }

    @Test
    void forTheMachinesShutdownADangerousCommandIsMeantTheFirstTime() throws IOException {
        Rig rig = Rig.attached(unit("S").says("S", "OK\r\n"));
        rig.ups.takeWritten();

        rig.driver.runAtShutdown("shutdown.return");

        assertEquals("S", rig.ups.takeWritten());
    }
}
