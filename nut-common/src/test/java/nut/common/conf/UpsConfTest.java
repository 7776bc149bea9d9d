package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsConfTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    @Test
    void sectionsAndGlobalSettingsComeOutInTheirOrder() {
        UpsConf conf = read("""
            # the whole house
            statepath = /var/state/ups
            DEBUG_MIN = 2
            pollinterval=1

            [su700]
                driver = newapc
                port = /dev/ttyS0
                desc = "Rack 4, \\"left\\" \\# 2"
                cable = 940-0024C
                nolock
            [su1400]
                driver=newapc
                port=/dev/ttyS1
                sdorder = -1
            """);

        assertEquals(List.of(), heard.lines);
        assertEquals(Optional.of("/var/state/ups"), conf.globalValue("statepath"));
        assertEquals(Optional.of("2"), conf.globalValue("debug_min"));
        assertEquals(List.of("su700", "su1400"), List.of(conf.sections().get(0).name(), conf.sections().get(1).name()));
        UpsSection first = conf.section("su700").orElseThrow();
        assertEquals("newapc", first.driver());
        assertEquals("/dev/ttyS0", first.port());
        assertEquals(Optional.of("Rack 4, \"left\" # 2"), first.value("desc"));
        assertEquals(10, first.settings().get("cable").position().line());
        assertTrue(first.flag("nolock"));
        assertFalse(first.flag("lock"));
        assertEquals(-1, conf.section("su1400").orElseThrow().integer("sdorder", 0));
        assertEquals(7, first.integer("sdorder", 7));
        assertEquals(Optional.empty(), conf.section("SU700"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        maxretrie = 3                  | error ups.conf:1: invalid global directive maxretrie
        nowait                        | warning ups.conf:1: nowait is known but has no effect yet
        pollinterval = 0               | error ups.conf:1: pollinterval is "0" but must be a whole number from 1 up
        pollinterval = 2s              | error ups.conf:1: pollinterval is "2s" but must be a whole number from 1 up
        debug_min                      | error ups.conf:1: debug_min is "" but must be a whole number from 0 up
        user nutdev                    | error ups.conf:1: user is not followed by '=' and a value
        user =                         | error ups.conf:1: user is not followed by '=' and a value
        = nutdev                       | error ups.conf:1: a line begins with '='
        chroot                         | error ups.conf:1: chroot has no value
        user = nut dev                 | warning ups.conf:1: the words after the first value of user have no effect
        """)
    void aWrongGlobalLineIsAComplaintAndTheRestIsRead(String line, String complaint) {
        UpsConf conf = read(line + "\n[a]\ndriver = newapc\nport = x\n");

        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith(complaint), heard.lines.getFirst());
        assertEquals("newapc", conf.section("a").orElseThrow().driver());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [a b]       | has no name, a blank in its name, or no closing bracket
        []          | has no name
        [b          | no closing bracket
        [default]   | a name that is reserved
        [../x]      | begins with '.'
        [a/b]       | has a character that no UPS name may have (/)
        [a@b]       | has a character that no UPS name may have (@)
        "[a b]"     | has a character that no UPS name may have (a blank)
        """)
    void aWrongHeaderTakesItsSettingsWithItInsteadOfGivingThemToTheUpsBefore(String header, String reason) {
        UpsConf conf = read("[first]\ndriver = newapc\nport = x\n" + header
            + "\ndriver = other\nport = y\n[last]\ndriver=newapc\nport=z\n");

        assertTrue(heard.one("error ups.conf:4: the section header", reason), heard.lines.toString());
        assertEquals(2, conf.sections().size());
        assertEquals("newapc", conf.section("first").orElseThrow().driver());
        assertEquals("z", conf.section("last").orElseThrow().port());
    }

    @Test
    void aSectionWithoutDriverOrPortIsLeftOut() {
        UpsConf conf = read("[a]\nport = x\n[b]\ndriver = newapc\n");

        assertEquals(List.of(), conf.sections());
        assertTrue(heard.one("error ups.conf:1:", "ignoring incomplete configuration for UPS [a]", "no driver"), heard.lines.toString());
        assertTrue(heard.one("error ups.conf:3:", "ignoring incomplete configuration for UPS [b]", "no port"), heard.lines.toString());
    }

    @Test
    void aSectionThatStandsTwiceIsOneAndTheLaterSettingCounts() {
        UpsConf conf = read("[a]\ndriver = newapc\nport = x\n[a]\nport = y\n");

        assertEquals("y", conf.section("a").orElseThrow().port());
        assertTrue(heard.one("warning ups.conf:4: [a] already stands in line 1"), heard.lines.toString());
        assertTrue(heard.one("warning ups.conf:5: port already stands in line 3"), heard.lines.toString());
    }

    @Test
    void aDriversOptionIsKeptWhateverItIsAndNeverShown() {
        UpsConf conf = read("[a]\ndriver = newapc\nport = x\ncommunity = s3cret\n");

        UpsSection section = conf.section("a").orElseThrow();

        assertEquals(Optional.of("s3cret"), section.value("community"));
        assertFalse(conf.toString().contains("s3cret"), conf.toString());
    }

    @Test
    void aFileThatIsNotThereIsForTheAdminToMend() {
        Path file = directory.resolve("ups.conf");

        AdminFault fault = assertThrows(AdminFault.class, () -> UpsConf.read(file, heard));

        assertTrue(fault.getMessage().startsWith("Can't open " + file + ": there is no such file;"), fault.getMessage());
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsForTheAdminToMend() {
        AdminFault fault = assertThrows(AdminFault.class, () -> UpsConf.read(directory, heard));

        assertTrue(fault.getMessage().startsWith("Can't read " + directory), fault.getMessage());
    }

    private UpsConf read(String content) {
        return UpsConf.read(Heard.file(directory, "ups.conf", content), heard);
    }
}
