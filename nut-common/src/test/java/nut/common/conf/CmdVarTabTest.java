package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CmdVarTabTest {
    @TempDir
    private Path directory;

    private final Heard heard = new Heard();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("cmdvartab");
    }

    @Test
    void variablesAndCommandsAreReadAndTheLastLineOfANameCounts() throws IOException {
        Files.writeString(file, """
            # ours
            VARDESC ups.id "The \\"rack\\""
            VARDESC Battery.Charge first
            VARDESC battery.charge "second one"
            CMDDESC load.off "Do not"
            """);

        CmdVarTab read = CmdVarTab.read(file, heard).orElseThrow();

        assertEquals(Map.of("ups.id", "The \"rack\"", "battery.charge", "second one"), read.variables());
        assertEquals(Map.of("load.off", "Do not"), read.commands());
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void noFileIsNoFault() {
        assertEquals(Optional.empty(), CmdVarTab.read(file, heard));
        assertEquals(List.of(), heard.lines);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        VARDESC ups.id         | VARDESC lacks its name or text
        VARDESC "" "x"         | VARDESC lacks its name or text
        CMDDESC                | CMDDESC lacks its name or text
        vardesc ups.id "x"     | "vardesc" is unknown
        """)
    void aWrongLineIsLeftOutAndSaidSo(String line, String complaint) throws IOException {
        Files.writeString(file, "CMDDESC load.off x\n" + line + "\n");

        CmdVarTab read = CmdVarTab.read(file, heard).orElseThrow();

        assertEquals(new CmdVarTab(Map.of(), Map.of("load.off", "x")), read);
        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().startsWith("error cmdvartab:2: " + complaint), heard.lines.getFirst());
    }

    @Test
    void aTextWithoutQuotesIsItsFirstWordWithAWarning() throws IOException {
        Files.writeString(file, "VARDESC ups.id the rack\n");

        CmdVarTab read = CmdVarTab.read(file, heard).orElseThrow();

        assertEquals(Map.of("ups.id", "the"), read.variables());
        assertTrue(heard.lines.getFirst().startsWith("warning cmdvartab:1: only the first word"), heard.lines.toString());
    }

    @Test
    void aFileThatIsTooLargeOrNoneIsAFault() throws IOException {
        Files.writeString(file, "#".repeat((1 << 20) + 1));

        assertThrows(AdminFault.class, () -> CmdVarTab.read(file, heard));
        assertThrows(AdminFault.class, () -> CmdVarTab.read(directory, heard));
    }
}
