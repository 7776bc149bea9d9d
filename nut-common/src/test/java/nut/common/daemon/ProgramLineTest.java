package nut.common.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramLineTest {
    private static final NutEnvironment PLAIN = NutEnvironment.of(Map.of(), Path.of("/"));

    private final ProgramLine line = new ProgramLine("upsd", "Serves.").value("-P", "PID", "a process").values("-x", "SETTING", "a setting")
        .flag("-q", "quiet").daemonFlags();

    @Test
    void flagsMayBeRunTogetherAndCarryTheirValues() {
        Given given = line.parse(List.of("-qDDFr/jail", "-u", "nut", "-P12"));

        assertTrue(given.has("-q"));
        assertEquals(2, given.count("-D"));
        assertEquals(Optional.of(12), given.number("-P"));
        assertEquals(new DaemonOptions(true, Optional.of(Path.of("/jail")), Optional.of("nut"), Optional.empty(), 2),
            given.daemonOptions(PLAIN));
    }

    @Test
    void aValueIsTakenAsItStands() {
        Given given = line.parse(List.of("-x", "-F", "-x", "desc=\"a b\"", "-x", "@file"));

        assertEquals(List.of("-F", "desc=\"a b\"", "@file"), given.values("-x"));
        assertFalse(given.has("-F"));
    }

    @Test
    void longFlagsTakeTheNextWord() {
        ProgramLine simulator = new ProgramLine("upssim", "Simulates.").value("--model", "NAME", "which UPS");

        Given given = simulator.parse(List.of("--model", "a", "--help"));

        assertEquals(Optional.of("a"), given.value("--model"));
        assertTrue(given.has("-h"));
    }

    @Test
    void afterTwoDashesEverythingIsAWordAndOneDashIsAWordAlways() {
        Given given = line.parse(List.of("-", "-q", "--", "-F", "--"));

        assertEquals(List.of("-", "-F", "--"), given.words());
        assertFalse(given.has("-F"));
    }

    @Test
    void ofTwoValuesTheLastCounts() {
        assertEquals(Optional.of("b"), line.parse(List.of("-u", "a", "-u", "b")).value("-u"));
    }

    @Test
    void debuggingStaysInTheForegroundUnlessTheBackgroundIsAskedFor() {
        assertTrue(line.parse(List.of("-D")).daemonOptions(PLAIN).foreground());
        assertFalse(line.parse(List.of("-D", "-B")).daemonOptions(PLAIN).foreground());
        assertFalse(line.parse(List.of()).daemonOptions(PLAIN).foreground());
    }

    @Test
    void aWordAfterWhichNoFlagCountsStopsTheFlags() {
        assertTrue(line.parse(List.of("word", "-q")).has("-q"));

        Given given = line.stopAtWords().parse(List.of("word", "-q"));

        assertEquals(List.of("word", "-q"), given.words());
        assertFalse(given.has("-q"));
    }

    @ParameterizedTest
    @CsvSource({"-z,Unknown option: '-z'; -h shows how to call it",
        "--zoom,Unknown option: '--zoom'; -h shows how to call it", "-qz,Unknown option: '-z'; -h shows how to call it",
        "-P,Missing required parameter for option '-P' (PID); -h shows how to call it",
        "-qP,Missing required parameter for option '-P' (PID); -h shows how to call it"})
    void whatDoesNotFitIsSaidInOneLine(String argument, String message) {
        assertEquals(message, assertThrows(AdminFault.class, () -> line.parse(List.of(argument))).getMessage());
    }

    @Test
    void helpShowsTheFlagsInTheirOrderAndTheFooter() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        line.footer("That is all.").help(new PrintStream(shown));

        List<String> lines = shown.toString().lines().map(shownLine -> shownLine.strip().replaceAll(" +", " ")).toList();
        assertTrue(lines.contains("-P PID a process"), shown::toString);
        assertTrue(lines.contains("-F stay in the foreground"), shown::toString);
        assertEquals("That is all.", lines.getLast());
    }

    @ParameterizedTest
    @CsvSource({"x", "0", "-1", "99999999999"})
    void aNumberIsAWholeNumberFromOneUp(String text) {
        Given given = line.parse(List.of("-P", text));

        assertEquals("-P is " + text + " but must be a number from 1 up",
            assertThrows(AdminFault.class, () -> given.number("-P")).getMessage());
    }

    @Test
    void aWordWhereNoneMayStandIsAFault() {
        Given given = line.parse(List.of("start"));

        assertEquals("'start' means nothing here; -h shows how to call it",
            assertThrows(AdminFault.class, given::withoutWords).getMessage());
    }
}
