package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code -k} sends, byte by byte and with its pauses in milliseconds, and what it makes of the answers. */
class ShutdownTest {
    private static final String ON_LINE = "08";
    private static final String ON_BATTERY = "50";

    private static ScriptedUps unit(String status) {
        return new ScriptedUps().says("Q", status + "\r\n").says("S", "OK\r\n").says("@", "").says("K", "", "OK\r\n").says("Z", "")
            .says("U", "OK\r\n").says("0", "").says("1", "").says("2", "");
    }

    private static boolean cut(ScriptedUps ups, Map<String, String> choices) throws IOException {
        return new Rig(ups, choices).driver.cutPower();
    }

    /** What was written after the handshake and Q. */
    private static String sent(ScriptedUps ups) {
        String paced = ups.paced();
        return paced.substring(paced.indexOf("Q") + 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 50, S", "1, 50, S", "2, 50, Z 1550 Z", "2, 08, Z 1550 Z", "3, 08, K 1550 K", "4, 50, S"})
    void eachTypeSendsWhatItStandsFor(String type, String status, String bytes) throws IOException {
        ScriptedUps ups = unit(status);

        boolean accepted = cut(ups, Map.of("sdtype", type));

        assertTrue(accepted);
        assertEquals(bytes, sent(ups));
    }

    @ParameterizedTest
    @CsvSource({"0, 08", "1, 08", "5, 50", "5, 08"})
    void hardHibernationIsSpelledWithPauses(String type, String status) throws IOException {
        ScriptedUps ups = unit(status).says("0", "", "", "OK\r\n");

        boolean accepted = cut(ups, Map.of("sdtype", type));

        assertTrue(accepted);
        assertEquals("@ 200 0 50 0 50 0", sent(ups));
    }

    @Test
    void onBatteryTypeOneGoesOnWithHardHibernationWhenTheSoftOneIsRefused() throws IOException {
        ScriptedUps ups = unit(ON_BATTERY).says("S", "NA\r\n").says("0", "", "", "OK\r\n");

        boolean accepted = cut(ups, Map.of("sdtype", "1"));

        assertTrue(accepted);
        assertTrue(sent(ups).startsWith("S @ 200 0"), sent(ups));
    }

    @Test
    void onLineTheUnitIsForcedOnBatteryForTheTimeThatTheAdminChose() throws IOException {
        ScriptedUps ups = unit(ON_LINE);

        boolean accepted = cut(ups, Map.of("sdtype", "4", "cshdelay", "2.5"));

        assertTrue(accepted);
        assertEquals("U 2520 S", sent(ups));
    }

    @Test
    void anOrderIsGoneThroughUntilOneIsAccepted() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("S", "NA\r\n").says("@", "NA\r\n").says("K", "NA\r\n");

        boolean accepted = cut(ups, Map.of("advorder", "0123", "sdtype", "4"));

        assertTrue(accepted);
        assertEquals("S @ K Z 1550 Z", sent(ups));
    }

    @Test
    void aRefusalOfTheFirstByteEndsTheCommand() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("@", "NA\r\n").says("K", "NA\r\n");

        boolean accepted = cut(ups, Map.of("advorder", "12"));

        assertFalse(accepted);
        assertEquals("@ K", sent(ups));
    }

    @Test
    void anOldUnitAcceptsWithAnAsteriskAndPerhapsOkBehindIt() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("1", "*OK\r\n");

        boolean accepted = cut(ups, Map.of("awd", "1"));

        assertTrue(accepted);
        assertEquals("@ 200 0 50 0 50 1", sent(ups));
    }

    @Test
    void twoDigitsThatAreNotEnoughAreBrokenOffAndFollowedByThree() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("Y", "SM\r\n", "NO\r\n", "SM\r\n").says("0", "").says("1", "").says("2", "", "OK\r\n");

        boolean accepted = cut(ups, Map.of("awd", "12"));

        assertTrue(accepted);
        assertTrue(sent(ups).endsWith("@ 200 0 50 1 50 2"), sent(ups));
        assertTrue(sent(ups).startsWith("@ 200 1 50 2 1500 Y"), sent(ups));
    }

    @Test
    void aUnitThatTellsNoStatusIsTakenToBeOnBattery() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("Q", "");

        boolean accepted = cut(ups, Map.of());

        assertTrue(accepted);
        assertTrue(ups.paced().endsWith("S"), ups.paced());
    }

    @Test
    void silenceIsNotConsentOfAUnitThatSaidNothingBefore() throws IOException {
        ScriptedUps ups = new ScriptedUps().says("Y", "").says("Q", "").silentOtherwise();

        boolean accepted = cut(ups, Map.of("sdtype", "2"));

        assertFalse(accepted);
        assertTrue(ups.paced().endsWith("Z 1550 Z"), ups.paced());
    }

    @Test
    void aRefusedInstantPowerOffIsNotTakenForAccepted() throws IOException {
        ScriptedUps ups = unit(ON_LINE).says("Z", "", "NA\r\n");

        assertFalse(cut(ups, Map.of("sdtype", "2")));
    }

    @Test
    void aUnitThatBabblesIsRefusedInBoundedTimeAndTheNextMethodIsTried() throws IOException {
        ScriptedUps ups = unit(ON_BATTERY).says("S", "9".repeat(600));

        boolean accepted = cut(ups, Map.of("advorder", "03"));

        assertTrue(accepted);
        assertTrue(sent(ups).startsWith("S"), sent(ups));
        assertTrue(sent(ups).endsWith("Z 1550 Z"), sent(ups));
    }

    @ParameterizedTest
    @CsvSource({"sdtype, 6", "sdtype, x", "advorder, 5", "advorder, 012340", "advorder, ''", "awd, 1000", "awd, x", "cshdelay, 10",
        "cshdelay, 1.55", "cable, 940-095B", "ttymode, cooked"})
    void aValueThatMakesNoSenseIsAFaultAndNotAGuess(String name, String value) {
        AdminFault fault = assertThrows(AdminFault.class, () -> ApcSettings.of(Rig.settings(Map.of(name, value))));

        assertTrue(fault.getMessage().startsWith("ups.conf:5: " + name + " "), fault.getMessage());
    }

    @Test
    void aBadTypeIsAFaultEvenWhereAnOrderCountsMore() {
        assertThrows(AdminFault.class, () -> ApcSettings.of(Rig.settings(Map.of("advorder", "01", "sdtype", "9"))));
    }

    @ParameterizedTest
    @CsvSource({"940-0095B, false", "940-0095b, false", "940-0095A, false", "940-0024C, true", "940-1524C, true"})
    void theDualModeCableHasItsShutdownLineLow(String cable, boolean rts) {
        assertEquals(rts, ApcKind.setup(Rig.settings(Map.of("cable", cable))).rts());
        assertTrue(ApcKind.setup(Rig.settings(Map.of("cable", cable))).dtr());
        assertEquals(2400, ApcKind.setup(Rig.settings(Map.of("cable", cable))).baud());
    }

    @ParameterizedTest
    @CsvSource({"raw", "RAW", "canonical"})
    void bothTtyModesOfNutAreTaken(String mode) {
        assertEquals("000", ApcSettings.of(Rig.settings(Map.of("ttymode", mode))).wakeUpDelay());
    }
}
