package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import nut.driver.line.InputLine;
import nut.driver.line.OutputLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table against NUT's own (drivers/genericups.h of 2.8), which is told here in the numbers of tty_ioctl(2), as a C compiler sees them:
 * DTR 2, RTS 4, ST 8, CTS 0x20, DCD 0x40, RNG 0x80, DSR 0x100. A condition is a mask and the value that the lines must have under it.
 */
class CableTypesTest {
    @Test
    void thereAreAsManyAsInNut() {
        assertEquals(24, CableTypes.ALL.size());
        assertTrue(CableTypes.numbered(24).isEmpty());
        assertTrue(CableTypes.numbered(-1).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        " 0, UPSONIC, 0x6, 0x20,    0, 0x40, 0x40,    0, 0,     0, 0,  4",
        " 1, APC,     0x2, 0x80,    0, 0x40, 0x40,    0, 0,     0, 0,  4",
        " 2, APC,     0x4, 0x20,    0, 0x40, 0x40,    0, 0,     0, 0,  6",
        " 3, PowerTech, 0x2, 0x20,  0, 0x40, 0x40,    0, 0,     0, 0,  6",
        " 4, Generic, 0x4, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0,  0",
        " 5, TrippLite, 0x2, 0x20, 0x20, 0x40,  0,    0, 0,     0, 0,  6",
        " 6, Best,    0x2, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0,  4",
        " 7, CyberPower, 0x4, 0x20, 0x20, 0x40, 0,    0, 0,     0, 0,  2",
        " 8, Nitram,  0x2, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0, -1",
        " 9, APC,       0, 0x40,    0, 0x20, 0x20,    0, 0,     0, 0,  4",
        "10, Victron, 0x4, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0,  2",
        "11, Powerware, 0x2, 0x20,  0, 0x40,    0,    0, 0,     0, 0,  8",
        "12, APC,     0x4, 0x20,    0, 0x40, 0x40,    0, 0,     0, 0,  2",
        "13, RPT,     0x6, 0x40, 0x40, 0x20,    0,    0, 0,     0, 0,  8",
        "14, Online,  0x2, 0x40, 0x40, 0x20,    0,    0, 0,     0, 0,  4",
        "15, Powerware, 0x2, 0x20, 0x20, 0x40,  0,    0, 0,     0, 0,  8",
        "16, Nitram,  0x6, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0, -1",
        "17, PowerKinetics, 0x2, 0x20, 0x20, 0x40, 0, 0, 0,     0, 0, -1",
        "18, TrippLite, 0x2, 0x20, 0x20, 0x40, 0x40,  0, 0,     0, 0, -1",
        "19, Fideltronik, 0x2, 0x20, 0x20, 0x40, 0,   0, 0,     0, 0,  4",
        "20, Powerware, 0x2, 0x20,  0, 0x40, 0x40,    0, 0,     0, 0,  8",
        "21, Generic, 0x4, 0x20, 0x20, 0x40,    0,    0, 0,     0, 0,  6",
        "22, Gamatronic Electronic Industries, 0x4, 0x20, 0x20, 0x40, 0, 0, 0, 0, 0, 2",
        "23, Generic, 0x4, 0x20, 0x20, 0x40,    0, 0x80, 0, 0x100, 0, -1"})
    void eachTypeSaysWhatNutSays(int number, String manufacturer, String power, String onlineMask, String online, String lowMask,
                                 String low, String replaceMask, String replace, String bypassMask, String bypass, int shutdown) {
        CableType type = CableTypes.numbered(number).orElseThrow();

        assertEquals(number, type.number());
        assertEquals(manufacturer, type.manufacturer());
        assertEquals(outputs(Integer.decode(power)), type.signals().cablePower());
        assertEquals(shutdown < 0 ? Optional.empty() : Optional.of(outputs(shutdown)), type.signals().shutdown());
        for (int bits = 0; bits < 16; bits++) {
            int lines = bits << 5;
            String words = ((lines & Integer.decode(onlineMask)) == Integer.decode(online) ? "OL" : "OB")
                + word(" LB", lines, lowMask, low) + word(" RB", lines, replaceMask, replace) + word(" BYPASS", lines, bypassMask, bypass);
            assertEquals(words, type.signals().words(raised(lines)), "lines " + raised(lines));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, UPSONIC LAN Saver 600", "1, APC Back-UPS (940-0095A or 940-0095C cable)",
        "14, 'Online P250, P500, P750, P1250 (P-series)'", "23, Generic FTTx Battery Backup (4-wire telemetry)"})
    void aTypeHasATitleThatPeopleRecognise(int number, String title) {
        assertEquals(title, CableTypes.numbered(number).orElseThrow().title());
    }

    private static String word(String word, int lines, String mask, String value) {
        int under = Integer.decode(mask);
        return under != 0 && (lines & under) == Integer.decode(value) ? word : "";
    }

    private static OutputLines outputs(int bits) {
        return new OutputLines((bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
    }

    private static Set<InputLine> raised(int bits) {
        EnumSet<InputLine> raised = EnumSet.noneOf(InputLine.class);
        for (InputLine line : InputLine.values()) {
            int bit = switch (line) {
                case CTS -> 0x20;
                case DCD -> 0x40;
                case RNG -> 0x80;
                case DSR -> 0x100;
            };
            if ((bits & bit) != 0) {
                raised.add(line);
            }
        }
        return raised;
    }
}
