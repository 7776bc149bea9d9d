package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    /** A unit that lists these bytes; everything else it knows is NA. */
    private static ScriptedUps unit(String listed) {
        return new ScriptedUps().tells("VGWD b50.9.D").says("a", "3.!$%+?=#|." + listed + "QVYbR\r\n").says("R", "BYE\r\n");
    }

    @ParameterizedTest
    @CsvSource({"R, unacceptable utility voltage rate of change", "H, high utility voltage", "L, low utility voltage",
        "T, line voltage notch or spike", "O, no transfers yet since turnon", "S, simulated power failure or UPS test",
        "K, forced by software", "Z, Z"})
    void theReasonOfATransferIsToldInWords(String letter, String words) throws IOException {
        Rig rig = Rig.attached(unit("G").says("G", letter + "\r\n"));

        assertEquals(words, rig.value("input.transfer.reason"));
    }

    @Test
    void aReasonThatIsNotKnownYetIsAskedForAgain() throws IOException {
        Rig rig = Rig.attached(unit("G").says("G", "NA\r\n", "NA\r\n", "NA\r\n", "R\r\n"));
        String atFirst = rig.value("input.transfer.reason");

        rig.pollRound();

        assertEquals("", atFirst);
        assertEquals("unacceptable utility voltage rate of change", rig.value("input.transfer.reason"));
    }

    @Test
    void aVariableThatIsNoLongerToldGoesAfterAWhile() throws IOException {
        Rig rig = Rig.attached(unit("fB").tells("B27.87").says("f", "100.0\r\n", "NA\r\n"));
        rig.pollRound();
        String inBetween = rig.value("battery.charge");

        rig.pollRound();

        assertEquals("100.0", inBetween);
        assertEquals("", rig.value("battery.charge"));
        assertEquals("27.87", rig.value("battery.voltage"));
    }

    @Test
    void probesAreNumbered() throws IOException {
        Rig rig = Rig.attached(unit("TH[]{}").tells("T24.13,,25.50 H42,40 [55,NO ]05,NO {90,80 }NO,NO"));

        assertEquals("24.13", rig.value("ambient.1.temperature"));
        assertEquals("N/A", rig.value("ambient.2.temperature"));
        assertEquals("25.50", rig.value("ambient.3.temperature"));
        assertEquals("40", rig.value("ambient.2.humidity"));
        assertEquals("55", rig.value("ambient.1.temperature.high"));
        assertEquals("NO", rig.value("ambient.2.temperature.low"));
        assertEquals("80", rig.value("ambient.2.humidity.high"));
        assertEquals("NO", rig.value("ambient.1.humidity.low"));
        assertEquals("", rig.value("device.uptime"));
    }

    @Test
    void theSameQueryMayTellHowLongTheUnitHasRun() throws IOException {
        Rig rig = Rig.attached(unit("T").tells("T123.4"));

        assertEquals("442800", rig.value("device.uptime"));
        assertEquals("", rig.value("ambient.1.temperature"));
    }

    @Test
    void theMeasureUpsTellsOfTheRoom() throws IOException {
        Rig rig = Rig.attached(unit("thiv").tells("t80.5 h042.4 i10 v4Kx"));

        assertEquals("80.5", rig.value("ambient.temperature"));
        assertEquals("042.4", rig.value("ambient.humidity"));
        assertEquals("10", rig.value("ups.contacts"));
        assertEquals("4Kx", rig.value("ups.firmware.aux"));
    }

    @ParameterizedTest
    @CsvSource({"336, 1209600", "'ON ', 0", "OFF, 0", "OK, ''"})
    void aTestIntervalIsSecondsAndWordsAreNought(String answer, String value) throws IOException {
        Rig rig = Rig.attached(unit("E").says("E", answer + "\r\n"));

        assertEquals(value, rig.value("ups.test.interval"));
    }

    @Test
    void whatIsAlwaysAnsweredWithoutItsFormIsNotAskedForAgain() throws IOException {
        ScriptedUps ups = unit("fB").tells("fABC B27.87");
        Rig rig = Rig.attached(ups);
        ups.takeWritten();

        rig.pollRound();

        assertFalse(ups.takeWritten().contains("f"));
    }

    @ParameterizedTest
    @CsvSource({"OK", "BT", "NG", "NO"})
    void theResultOfATestIsPassedOn(String letters) throws IOException {
        Rig rig = Rig.attached(unit("X").says("X", letters + "\r\n"));

        assertEquals(letters, rig.value("ups.test.result"));
    }

    @Test
    void aNameOfBlanksIsANameAndCanBeWritten() throws IOException {
        Rig rig = Rig.attached(unit("c").says("c", "        \r\n"));

        assertTrue(rig.state.isWritable("ups.id"));
        assertEquals("", rig.value("ups.id"));
    }

    @Test
    void aNameWithTheBytesOfAlertsRaisesNone() throws IOException {
        ScriptedUps ups = unit("c").says("c", "5!%KVA\r\n");

        Rig rig = Rig.attached(ups);

        assertEquals("5KVA", rig.value("ups.id"));
        assertEquals(List.of("OL"), statuses(rig));
        assertTrue(ups.takeWritten().endsWith("cQ"));
    }

    @Test
    void whatMattersIsAskedInEachPollAndTheRestInEachFifth() throws IOException {
        ScriptedUps ups = unit("fjBLPOMNFC9X").tells("f100.0 j0046: B27.87 L118.3 P023.5 O118.3 M118.9 N117.6 F60.00 C036.0 9FF XNO");
        Rig rig = Rig.attached(ups);
        ups.takeWritten();

        String[] polls = new String[6];
        for (int i = 0; i < polls.length; i++) {
            rig.poll();
            polls[i] = ups.takeWritten();
        }

        assertEquals("QfjBLPOFMN9CX", polls[0]);
        assertEquals("QfjBLPO,QfjBLPO,QfjBLPO,QfjBLPO", Arrays.stream(polls, 1, 5).collect(Collectors.joining(",")));
        assertEquals("QfjBLPOFMN9CX", polls[5]);
    }

    @Test
    void aChangeOfStatusHasEverythingAskedFor() throws IOException {
        ScriptedUps ups = unit("fX").tells("f100.0 XNO");
        Rig rig = Rig.attached(ups);
        rig.poll();
        rig.poll();
        ups.says("Q", "10\r\n").sends("!", 0);
        ups.pass(0.1);
        rig.driver.listen();
        rig.driver.pollNext();
        ups.takeWritten();

        rig.poll();

        assertEquals("QfX", ups.takeWritten());
    }

    private static List<String> statuses(Rig rig) {
        return rig.published.stream().map(snapshot -> snapshot.value("ups.status").orElse("")).distinct().toList();
    }
}
