package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    @ParameterizedTest
    @CsvSource({"08, OL", "10, OB", "50, OB LB", "88, OL RB", "0A, TRIM OL", "0C, BOOST OL", "28, OL OVER", "11, CAL OB", "00, OFF",
        "FF, CAL TRIM BOOST OL OB OVER LB RB"})
    void aStatusIsTheWordsOfItsBits(String answer, String words) {
        assertEquals(words, StatusFlags.of(answer).words());
    }

    @ParameterizedTest
    @CsvSource({"08, !, OB", "10, $, OL", "10, %, OB LB", "50, +, OB", "08, #, OL RB", "28, =, OL", "08, ?, OL", "50, !, OB LB"})
    void anAlertChangesWhatItIsAbout(String before, char alert, String after) {
        assertEquals(after, StatusFlags.of(before).after(alert).words());
    }

    @ParameterizedTest
    @ValueSource(strings = {"118.3", "020", "0", "27.87"})
    void aNumberIsDigitsWithOnePointAtMost(String answer) {
        assertTrue(Form.NUMBER.fits(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "118.", ".3", "1.1.8", "11O.3", "118 3", "NA"})
    void anythingElseIsNoNumber(String answer) {
        assertFalse(Form.NUMBER.fits(answer));
    }

    @Test
    void aStatusHasTwoHexadecimalDigits() {
        assertTrue(Form.HEX.fits("0A"));
        assertFalse(Form.HEX.fits("8"));
        assertFalse(Form.HEX.fits("SM"));
        assertFalse(Form.HEX.fits("108"));
    }

    @Test
    void minutesAndHoursBecomeSeconds() {
        assertEquals("2760", Conversion.MINUTES.convert("0046:"));
        assertEquals("1209600", Conversion.HOURS.convert("336"));
        assertEquals("0", Conversion.HOURS.convert("OFF"));
        assertEquals("442800", Conversion.HOURS.convert("123.4"));
    }

    @Test
    void aSerialNumberEndsAtItsFirstNul() {
        assertEquals("WS9643050926", Conversion.SERIAL.convert("WS9643050926\0\0"));
        assertEquals("13035861", Conversion.SERIAL.convert("13035861"));
        assertTrue(Form.SERIAL.fits("WS9643050926\0\300"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.!$%+?=#|.\1\16\32'+-789>@ABC\177", "3.!$%+?=#|.\1\16\32'+-89@ABDEFGKLMNOPQRSUVWXYZabcdefgjklmnopqrsuxyz~",
        "4.!$%+?=*#|^D.\1@ABYQ.\201:\320\342\360"})
    void aCommandSetHasThreePartsOrFour(String answer) {
        assertTrue(CommandSet.parse(answer).orElseThrow().has('B'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "2).?=*%+#!$.98~`^Aynba@YXUSQKGA`", ".!$?.3", "3.!$", "3.!$.", "03.!.AB", "3.!.AB.C.D"})
    void whatHasAnotherFormIsNoCommandSet(String answer) {
        assertTrue(CommandSet.parse(answer).isEmpty());
    }

    @Test
    void capabilitiesAreThoseOfTheLocaleOrOfAll() {
        Capabilities capabilities = Capabilities.parse("#uD43127130133136uI43253257261265s441HMLLE443336168ON OFF", 'I');

        assertTrue(capabilities.complete());
        assertEquals(List.of("253", "257", "261", "265"), capabilities.values().get('u'));
        assertEquals(List.of("H", "M", "L", "L"), capabilities.values().get('s'));
        assertEquals(List.of("336", "168", "ON ", "OFF"), capabilities.values().get('E'));
    }

    @Test
    void aMatrixUpsMarksEveryGroup() {
        Capabilities capabilities = Capabilities.parse("##uD43127130133136##s441HMLA", 'D');

        assertTrue(capabilities.complete());
        assertEquals(2, capabilities.values().size());
        assertEquals(List.of("H", "M", "L", "A"), capabilities.values().get('s'));
    }

    @Test
    void aGroupWithACountBelowNoughtIsEmpty() {
        Capabilities capabilities = Capabilities.parse("#u4/3s441HMLL", 'D');

        assertTrue(capabilities.complete());
        assertEquals(List.of(), capabilities.values().get('u'));
        assertEquals(4, capabilities.values().get('s').size());
    }

    @Test
    void whatWasUnderstoodBeforeABreakIsKept() {
        Capabilities broken = Capabilities.parse("#s441HMLLu443127130", 'D');

        assertFalse(broken.complete());
        assertEquals(List.of("H", "M", "L", "L"), broken.values().get('s'));
        assertFalse(broken.values().containsKey('u'));
    }
}
