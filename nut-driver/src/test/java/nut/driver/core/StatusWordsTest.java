package nut.driver.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusWordsTest {
    private final StatusWords words = new StatusWords();
    private final Map<String, String> values = new HashMap<>();

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private String of(String driversWords) {
        return words.of(driversWords, this::value);
    }

    private String atCharge(String charge, String driversWords) {
        values.put("battery.charge", charge);
        return of(driversWords);
    }

    @Test
    void theDriversWordsStandAsTheyAre() {
        assertEquals("OL BOOST", of("OL BOOST"));
        assertEquals("OB LB", of("OB LB"));
        assertEquals("", of(""));
    }

    @ParameterizedTest
    @CsvSource({
        "OB LB, 50, 20, , , OB",
        "OB, 19.9, 20, , , OB LB",
        "OB LB, 20, 20, , , OB",
        "OL LB, 10, 20, , , OL LB",
        "OB, 50, 20, 179, 180, OB LB",
        "OB LB, , , 600, 180, OB",
        "OB LB, nonsense, 20, 600, 180, OB",
        "OB LB RB, 50, 20, 600, 180, OB RB",
    })
    void withIgnorelbTheMeasuresTellWhenTheBatteryIsLow(String driversWords, String charge, String chargeLow, String runtime,
                                                         String runtimeLow, String expected) {
        values.put("battery.charge", charge);
        values.put("battery.charge.low", chargeLow);
        values.put("battery.runtime", runtime);
        values.put("battery.runtime.low", runtimeLow);
        words.ignoreLowBattery(true);

        assertEquals(expected, of(driversWords));
    }

    @Test
    void ignorelbNeedsAMeasureAndItsLimit() {
        assertFalse(StatusWords.canIgnoreLowBattery(this::value));
        values.put("battery.charge", "100");
        values.put("battery.runtime.low", "120");
        assertFalse(StatusWords.canIgnoreLowBattery(this::value));
        values.put("battery.runtime", "3600");
        assertTrue(StatusWords.canIgnoreLowBattery(this::value));
    }

    @Test
    void theWayOfTheChargeTellsWhetherTheBatteryFills() {
        assertEquals("OL", atCharge("80", "OL"));
        assertEquals("OL CHRG", atCharge("81", "OL"));
        assertEquals("OL CHRG", atCharge("81", "OL"), "it is not forgotten while the charge stands still");
        assertEquals("OL DISCHRG", atCharge("79.5", "OL"));
        assertEquals("OL", atCharge("100.0", "OL"));
    }

    @Test
    void goingToBatteryAndComingBackForgetsTheWay() {
        atCharge("80", "OL");
        atCharge("81", "OL");

        assertEquals("OB", atCharge("81", "OB"));
        assertEquals("OB DISCHRG", atCharge("80", "OB"));
        assertEquals("OL", atCharge("80", "OL"));
        assertEquals("OL CHRG", atCharge("80.5", "OL"));
    }

    @Test
    void aDriverThatTellsIsBelieved() {
        atCharge("80", "OL CHRG");

        assertEquals("OL DISCHRG", atCharge("81", "OL DISCHRG"));
    }

    @Test
    void anAlarmComesFirst() {
        values.put("ups.alarm", "Fan failure");

        assertEquals("ALARM OL", of("OL"));
        assertEquals("ALARM OB", of("OB ALARM"));
    }
}
