package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.driver.core.DriverSettings;
import nut.driver.line.InputLine;
import nut.driver.line.OutputLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericSettingsTest {
    @Test
    void whatIsNotChosenIsAsTheTypeHasIt() {
        GenericSettings settings = of("upstype=1");

        assertEquals("APC", settings.manufacturer());
        assertEquals("Back-UPS", settings.model());
        assertEquals(Optional.empty(), settings.serial());
        assertEquals(CableTypes.numbered(1).orElseThrow().signals(), settings.signals());
        assertEquals(Optional.empty(), settings.hold());
    }

    @Test
    void everythingCanBeChosen() {
        GenericSettings settings = of("upstype=1", "mfr=Acme", "model=Box", "serial=7", "CP=RTS", "OL=DSR", "LB=-CTS+RNG", "RB=DCD",
            "BYPASS=-DCD", "SD=DTR ST", "sdtime=12");

        assertEquals("Acme", settings.manufacturer());
        assertEquals("Box", settings.model());
        assertEquals(Optional.of("7"), settings.serial());
        assertEquals(Optional.of(Duration.ofSeconds(12)), settings.hold());
        assertEquals(new Signals(new OutputLines(false, true, false), new Condition(Set.of(InputLine.DSR), Set.of()),
            new Condition(Set.of(InputLine.RNG), Set.of(InputLine.CTS)), new Condition(Set.of(InputLine.DCD), Set.of()),
            new Condition(Set.of(), Set.of(InputLine.DCD)), Optional.of(new OutputLines(true, false, true))), settings.signals());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "none"})
    void aSignalCanBeSwitchedOff(String off) {
        Signals signals = of("upstype=0", "CP=" + off, "OL=" + off, "LB=" + off, "SD=" + off).signals();

        assertEquals(new OutputLines(false, false, false), signals.cablePower());
        assertEquals("OL", signals.words(Set.of()));
        assertEquals("OL", signals.words(Set.of(InputLine.values())));
        assertEquals(Optional.empty(), signals.shutdown());
    }

    @Test
    void aLowLineForTheShutdownIsAShutdownWithAllLinesLow() {
        assertEquals(Optional.of(new OutputLines(false, false, false)), of("upstype=0", "SD=-RTS").signals().shutdown());
    }

    @Test
    void theTypeMustBeSaid() {
        AdminFault fault = assertThrows(AdminFault.class, () -> of());

        assertEquals("UPS [box]: which UPS it is must be said in ups.conf, or by -x: upstype = N; genericups -h lists them",
            fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "-1", "x", "", "1.0", "99999999999"})
    void aTypeThatThereIsNotIsAFaultWithItsPlace(String type) {
        AdminFault fault = assertThrows(AdminFault.class, () -> of("upstype=" + type));

        assertEquals("ups.conf:3: upstype must be a number from 0 to 23, not " + type + "; genericups -h lists them", fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"OL,DTR", "OL,CTS+RTS", "LB,ST", "LB,-dcd", "RB,CTS+-CTS", "BYPASS,NULL+DSR", "OL,''", "LB,DCDX", "OL,--CTS", "OL,CTS+",
        "OL,-NULL"})
    void anInputThatIsNoneIsAFaultWithItsPlace(String name, String value) {
        AdminFault fault = assertThrows(AdminFault.class, () -> of("upstype=1", name + "=" + value));

        assertEquals("ups.conf:3: " + name + " must name lines that come from the UPS (CTS DCD RNG DSR), each once, with - in front for a"
            + " low one and + between, or be NULL; not " + value, fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"CP,CTS", "CP,DTR+DCD", "SD,BREAK", "SD,RTS+RTS", "SD,''"})
    void anOutputThatIsNoneIsAFaultWithItsPlace(String name, String value) {
        AdminFault fault = assertThrows(AdminFault.class, () -> of("upstype=1", name + "=" + value));

        assertTrue(fault.getMessage().startsWith("ups.conf:3: " + name + " must name lines that go to the UPS (DTR RTS ST)"),
            fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2.5", "soon", "86401", ""})
    void aHoldThatIsNoTimeIsAFaultWithItsPlace(String seconds) {
        AdminFault fault = assertThrows(AdminFault.class, () -> of("upstype=1", "sdtime=" + seconds));

        assertEquals("ups.conf:3: sdtime must be whole seconds from 0 to 86400, not " + seconds, fault.getMessage());
    }

    private static GenericSettings of(String... choices) {
        return GenericSettings.of(settings(choices));
    }

    static DriverSettings settings(String... choices) {
        Map<String, DriverSettings.Choice> byName = new HashMap<>();
        for (String choice : choices) {
            int equals = choice.indexOf('=');
            byName.put(choice.substring(0, equals), new DriverSettings.Choice(choice.substring(equals + 1), "ups.conf:3"));
        }
        return new DriverSettings("genericups", "box", "/dev/ttyS1", Duration.ofSeconds(2), Optional.empty(), byName);
    }
}
