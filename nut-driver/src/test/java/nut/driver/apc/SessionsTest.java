package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import org.junit.jupiter.api.Test;

/** Units that cannot be had for a test, as published sessions with them show them. */
class SessionsTest {
    private static final String SMART_UPS_1500_CAPABILITIES = "#uD43127130133136uA43108110112114uI43253257261265lD43106103100097"
        + "lA43092090088086lI43208204200196e44200155090oD13115oA13100oI13230s441HMLLq44202050710p443090180270360k4410TLNr443000060180300"
        + "E443336168ON OFF";

    /** Session B of the reference: with capabilities. */
    private static ScriptedUps smartUps1500() {
        return new ScriptedUps().tells("VFWI b601.3.I m09/06/05 x09/06/05 cUPS_IDEN u253 l208 e00 o230 sH q02 p090 r000 k0 E336 g024 >000 "
                + "Q08 L236.1 M236.1 N233.2 F50.00 O236.1 P004.5 B27.40 f100.0 j0062: C031.0 GS XNO 9FF WOK DOK AOK UOK SOK RBYE")
            .says("a", "3.!$%+?=#|.\1\16\32')+-789>@ABCDEFGKLMNOPQRSUVWXYZabcefgjklmnopqrsuvxyz~\177\r\n")
            .says("\1", "Smart-UPS 1500  \r\n").says("n", "AS0537230534(\0\r\n").says("\32", SMART_UPS_1500_CAPABILITIES + "\r\n");
    }

    /** Session C of the reference: without a, ^A and b. */
    private static ScriptedUps smartUps600() {
        return new ScriptedUps().tells("V6TD n13035861 m03/30/95 x05/05/98 u129 l106 e10 o115 sM q05 p020 r000 kL E336 g024 700 "
                + "Q08 L122.1 M123.3 N122.1 F60.00 O122.1 P032.7 B26.60 f095.0 j0019: C034.6 GR XNO 9FF")
            .says("c", "SU600   \r\n").silentOtherwise();
    }

    @Test
    void aUnitWithCapabilitiesTellsEverything() throws IOException {
        Rig rig = Rig.attached(smartUps1500());

        Map<String, String> expected = Map.ofEntries(Map.entry("ups.model", "Smart-UPS 1500"), Map.entry("ups.firmware", "601.3.I"),
            Map.entry("ups.serial", "AS0537230534("), Map.entry("input.voltage", "236.1"), Map.entry("battery.runtime", "3720"),
            Map.entry("ups.delay.shutdown", "090"), Map.entry("input.transfer.reason", "simulated power failure or UPS test"),
            Map.entry("battery.packs", "000"), Map.entry("input.frequency", "50.00"));
        expected.forEach((name, value) -> assertEquals(value, rig.value(name), name));
        assertEquals(List.of("253", "257", "261", "265"), rig.variable("input.transfer.high").enumeration());
        assertEquals(List.of("230"), rig.variable("output.voltage.nominal").enumeration());
        assertEquals("", rig.value("ups.firmware.aux"));
    }

    @Test
    void aUnitThatIsSlowerThanAnyThatWasMeasuredIsWaitedFor() throws IOException {
        Rig rig = Rig.attached(smartUps1500().pace(20));

        assertEquals("236.1", rig.value("input.voltage"));
        assertEquals(List.of("H", "M", "L"), rig.variable("input.sensitivity").enumeration());
        assertTrue(rig.ups.nanos() < 15_000_000_000L, rig.ups.nanos() + " ns");
    }

    @Test
    void aUnitWhoseFirmwareIsInTheTableIsNotAskedWhatItUnderstands() throws IOException {
        ScriptedUps ups = smartUps600();
        Rig rig = Rig.attached(ups);
        String asked = ups.takeWritten();

        for (char never : "ab\1\32v>".toCharArray()) {
            assertFalse(asked.indexOf(never) >= 0, SmartLink.shown(never));
        }
        assertEquals("6TD", rig.value("ups.firmware"));
        assertEquals("Smart-UPS", rig.value("ups.model"));
        assertEquals("13035861", rig.value("ups.serial"));
        assertEquals("SU600", rig.value("ups.id"));
        assertEquals("1140", rig.value("battery.runtime"));
        assertTrue(ups.nanos() < 4_000_000_000L, ups.nanos() + " ns");
    }

    @Test
    void aUnitWithoutCapabilitiesHasItsTextsToWriteAndNothingElse() throws IOException {
        Rig rig = Rig.attached(smartUps600());

        List<String> writable = rig.state.snapshot().variables().stream().map(UpsVariable::name).filter(rig.state::isWritable).toList();

        assertEquals(List.of("battery.date", "ups.id"), writable);
        assertTrue(rig.variable("ups.id").flags().contains(ValueFlag.STRING));
        assertTrue(rig.state.hasCommand("shutdown.return"));
        assertTrue(rig.state.hasCommand("test.failure.start"));
        assertFalse(rig.state.hasCommand("load.on"));
    }

    @Test
    void anOldMatrixIsCalledByItsName() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("V0XI /05.43 L230.0 T123.4 wNO").says("\f", "E\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("Matrix-UPS", rig.value("ups.model"));
        assertEquals("05.43", rig.value("output.current"));
        assertEquals("E", rig.value("ups.display.language"));
        assertEquals("442800", rig.value("device.uptime"));
        assertTrue(rig.state.hasCommand("bypass.start"));
    }

    @Test
    void aFirmwareThatOnlyBTellsIsLookedUpToo() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("b5.4.D f100.0 P023.0").says("\1", "BACK-UPS CS 350 \r\n");

        Rig rig = Rig.attached(ups);
        String asked = ups.takeWritten();

        assertFalse(asked.contains("a"), asked);
        assertEquals("5.4.D", rig.value("ups.firmware"));
        assertEquals("BACK-UPS CS 350", rig.value("ups.model"));
        assertEquals("100.0", rig.value("battery.charge"));
        assertFalse(rig.state.hasCommand("load.off"));
    }

    @Test
    void aVoltageInBIsTheMarkOfTheOldest600() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("bF5 L230.0 B27.1 8FF").silentOtherwise();

        Rig rig = Rig.attached(ups);

        assertEquals("", rig.value("ups.firmware"));
        assertEquals("Smart-UPS", rig.value("ups.model"));
        assertEquals("230.0", rig.value("input.voltage"));
        assertTrue(rig.state.hasCommand("shutdown.stayoff"));
    }

    @Test
    void aUnitThatListsItsBytesInAFormOfItsOwnIsReadByThem() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("b42.L.I GR nNB9843000000 9FF").says("a", "2).?=*%+#!$.98~`\1Aynba@YXUSQKGA\r\n")
            .says("\1", "SMART-UPS v/s 420\r\n").silentOtherwise();

        Rig rig = Rig.attached(ups);

        assertEquals("SMART-UPS v/s 420", rig.value("ups.model"));
        assertEquals("42.L.I", rig.value("ups.firmware"));
        assertEquals("FF", rig.value("input.quality"));
        assertEquals("", rig.value("input.voltage"));
        assertTrue(rig.state.hasCommand("shutdown.return"));
        assertTrue(ups.nanos() < 15_000_000_000L, ups.nanos() + " ns");
    }

    @Test
    void itsSiblingThatListsNothingOfUseIsTried() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("b42.J.I GR 9FF").says("a", ".!$?.3\r\n").silentOtherwise();

        Rig rig = Rig.attached(ups);

        assertEquals("42.J.I", rig.value("ups.firmware"));
        assertEquals("FF", rig.value("input.quality"));
        assertEquals("Smart-UPS", rig.value("ups.model"));
        assertTrue(ups.nanos() < 40_000_000_000L, ups.nanos() + " ns");
    }

    @Test
    void aVeryOldUnitThatTellsItsCurrentIsAMatrix() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VZZZ C036.0 P023.5 L118.3 O118.3 f100.0 B27.87 /05.43 n12345678").silentOtherwise();

        Rig rig = Rig.attached(ups);

        assertEquals("Matrix-UPS", rig.value("ups.model"));
        assertEquals("ZZZ", rig.value("ups.firmware"));
        assertEquals("036.0", rig.value("ups.temperature"));
        assertEquals("12345678", rig.value("ups.serial"));
        assertTrue(rig.state.snapshot().commands().isEmpty());
    }

    @Test
    void requestsOfTwoBytesAreListedInTheFourthPart() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VABC b666.1.I F49.98 B48.00").prefix('\237')
            .says("a", "3.!$.BFVbY.\237:\321\323\324\r\n").says("\237\323", "50.01\r\n").says("\237\324", "01.5\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("50.01", rig.value("input.frequency"));
        assertEquals("49.98", rig.value("output.frequency"));
        assertEquals("01.5", rig.value("battery.current"));
    }

    @Test
    void aSecondRequestOfTwoBytesThatIsNotThereLeavesTheFrequencyAlone() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VABC b666.1.I F49.98 B48.00").prefix('\237').says("a", "3.!$.BFVbY.\237:\323\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("49.98", rig.value("input.frequency"));
        assertEquals("", rig.value("output.frequency"));
    }

    @Test
    void anAlertInsideTheCommandSetHasItAskedForAgain() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VGWD b50.9.D B27.87 L118.3").says("a", "!3.!$%.BLVbY\r\n", "3.!$%.BLVbY\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("27.87", rig.value("battery.voltage"));
        assertEquals("118.3", rig.value("input.voltage"));
    }

    @Test
    void capabilitiesThatEndInsideAGroupAreKeptAsFarAsTheyGo() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VFWI b451.2.I sH q02").says("a", "3.!.\32VbYsq-\r\n")
            .says("\32", "#s441HMLLq4420205\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals(List.of("H", "M", "L"), rig.variable("input.sensitivity").enumeration());
        assertFalse(rig.state.isWritable("battery.runtime.low"));
    }

    @Test
    void capabilitiesThatAreNotThereCostOneQuestion() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VFWI b451.2.I sH").says("a", "3.!.\32VbYs-c\r\n").says("c", "NAME\r\n");

        Rig rig = Rig.attached(ups);
        String asked = ups.takeWritten();

        assertEquals(1, asked.chars().filter(value -> value == '\32').count());
        assertFalse(rig.state.isWritable("input.sensitivity"));
        assertTrue(rig.state.isWritable("ups.id"));
    }

    @Test
    void probesAreNeverWritable() throws IOException {
        ScriptedUps ups = new ScriptedUps().tells("VFWI b451.2.I [55,NO sH").says("a", "3.!.\32VbYs[\r\n")
            .says("\32", "#[4225550s441HMLL\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("55", rig.value("ambient.1.temperature.high"));
        assertFalse(rig.state.isWritable("ambient.1.temperature.high"));
        assertTrue(rig.state.isWritable("input.sensitivity"));
    }
}
