package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.driver.core.DriverSettings;
import nut.driver.core.DriverSettings.Choice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeTest {
    @ParameterizedTest
    @CsvSource({
        "epdu.dev,         , DUMMY_ONCE",
        "/srv/ups/epdu.seq,, DUMMY_LOOP",
        "epdu.txt,         , DUMMY",
        "su700@tower,      , REPEATER",
        "su700@tower.dev,  , REPEATER",
        "epdu.dev, dummy-loop, DUMMY_LOOP",
        "epdu.seq, dummy-once, DUMMY_ONCE",
        "epdu.dev, dummy,      DUMMY",
        "su700,    repeater,   REPEATER",
        "at@home.dev, dummy-once, DUMMY_ONCE"})
    void theModeIsGuessedFromThePortUnlessItIsSaid(String port, String mode, Mode expected) {
        assertEquals(expected, Mode.of(settings(port, mode)));
    }

    @Test
    void anotherWordIsAFaultWithItsPlace() {
        AdminFault fault = assertThrows(AdminFault.class, () -> new DummyKind().check(settings("epdu.dev", "meta")));

        assertEquals("ups.conf:4: mode must be one of dummy-once, dummy-loop, dummy, repeater, not \"meta\"", fault.getMessage());
    }

    @Test
    void aRepeatersPortThatIsNoAddressIsAFault() {
        AdminFault fault = assertThrows(AdminFault.class, () -> new DummyKind().check(settings("su700@", null)));

        assertEquals("port \"su700@\" has no host; write ups@host or ups@host:port", fault.getMessage());
    }

    private static DriverSettings settings(String port, String mode) {
        return new DriverSettings("dummy-ups", "su700", port, Duration.ofSeconds(2), Optional.empty(),
            mode == null ? Map.of() : Map.of("mode", new Choice(mode, "ups.conf:4")));
    }
}
