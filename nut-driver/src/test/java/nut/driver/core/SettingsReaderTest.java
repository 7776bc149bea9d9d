package nut.driver.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Position;
import nut.driver.apc.ApcKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private final List<String> complaints = new ArrayList<>();
    private final SettingsReader reader = new SettingsReader("newapc", Set.of("apcsmart"), new ApcKind());

    @TempDir
    private Path folder;

    @Test
    void aSectionGivesPortAndChoices() throws IOException {
        DriverSettings settings = read("""
            pollinterval = 5
            [su700]
                driver = apcsmart
                port = /dev/ttyS1
                sdtype = 1
                nolock
                override.battery.charge.low = 20
                default.ups.temperature = 25
            """);

        assertEquals("/dev/ttyS1", settings.port());
        assertEquals("su700", settings.ups());
        assertEquals(Duration.ofSeconds(5), settings.pollInterval());
        assertEquals(Optional.of("1"), settings.value("sdtype"));
        assertTrue(settings.flag("nolock"));
        assertEquals(Map.of("battery.charge.low", "20"), settings.overrides());
        assertEquals(Map.of("ups.temperature", "25"), settings.defaults());
    }

    @Test
    void theCommandLineCountsMoreThanTheSectionAndTheSectionMoreThanTheRest() throws IOException {
        String conf = "pollinterval = 5\n[su700]\ndriver = newapc\nport = /dev/ttyS1\npollinterval = 7\nsdtype = 1\n";

        DriverSettings own = read(conf);
        DriverSettings overridden = read(conf, List.of("port=/dev/ttyS2", "sdtype=5", "nolock"), Optional.of(3));

        assertEquals(Duration.ofSeconds(7), own.pollInterval());
        assertEquals(Duration.ofSeconds(3), overridden.pollInterval());
        assertEquals("/dev/ttyS2", overridden.port());
        assertEquals(Optional.of("5"), overridden.value("sdtype"));
        assertTrue(overridden.flag("nolock"));
    }

    @Test
    void whatNobodySaidIsAsNutHasIt() {
        DriverSettings settings = reader.fromOptions("ttyS1", Optional.of("/dev/ttyS1"), List.of(), Optional.empty());

        assertEquals(Duration.ofSeconds(2), settings.pollInterval());
        assertEquals("/dev/ttyS1", settings.port());
        assertFalse(settings.flag("nolock"));
    }

    @Test
    void aMissingSectionIsAFault() {
        assertFault("section [su700] not found in", "[other]\ndriver = newapc\nport = /dev/ttyS1\n");
    }

    @Test
    void aSectionForAnotherDriverIsAFaultWithItsPlace() {
        assertFault("ups.conf:2: UPS [su700] is for driver 'dummy-ups', but I'm 'newapc'",
            "[su700]\ndriver = dummy-ups\nport = /dev/ttyS1\n");
    }

    @Test
    void aSettingThatNoDriverHasIsAFaultWithItsPlace() {
        assertFault("ups.conf:4: 'sdtpye' is not a setting of newapc", "[su700]\ndriver = newapc\nport = /dev/ttyS1\nsdtpye = 1\n");
    }

    @Test
    void aValueThatMakesNoSenseIsAFaultWithItsPlace() {
        assertFault("ups.conf:4: sdtype must be a digit from 0 to 5, not 9", "[su700]\ndriver = newapc\nport = /dev/ttyS1\nsdtype = 9\n");
    }

    @Test
    void aPortIsNeeded() {
        AdminFault fault = assertThrows(AdminFault.class, () -> reader.fromOptions("su700", Optional.empty(), List.of(), Optional.empty()));

        assertEquals("you must specify a port, in ups.conf or by -x port=...", fault.getMessage());
    }

    private void assertFault(String sentence, String conf) {
        AdminFault fault = assertThrows(AdminFault.class, () -> read(conf));

        assertTrue(fault.getMessage().contains(sentence), fault.getMessage());
    }

    private DriverSettings read(String conf) throws IOException {
        return read(conf, List.of(), Optional.empty());
    }

    private DriverSettings read(String conf, List<String> options, Optional<Integer> interval) throws IOException {
        Path file = Files.writeString(folder.resolve("ups.conf"), conf);
        return reader.fromFile(file, new Complaints() {
            @Override
            public void warning(Position where, String what) {
                complaints.add(where + " " + what);
            }

            @Override
            public void error(Position where, String what) {
                complaints.add(where + " " + what);
            }
        }, "su700", options, interval);
    }
}
