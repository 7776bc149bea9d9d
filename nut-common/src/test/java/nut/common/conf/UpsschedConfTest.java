package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nut.common.AdminFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsschedConfTest {
    private static final String HEAD = "CMDSCRIPT /bin/cmd\nPIPEFN /run/s/pipe\nLOCKFN /run/s/lock\n";

    @TempDir
    private Path directory;

    private final Heard heard = new Heard();

    private UpsschedConf read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("upssched.conf"), text, StandardCharsets.ISO_8859_1);
        return UpsschedConf.read(file, heard);
    }

    @Test
    void everyCommandIsRead() throws IOException {
        UpsschedConf conf = read(HEAD + """
            DEBUG_MIN 2
            AT ONBATT * START-TIMER a 30
            AT ONBATT u@h START-TIMER-SHARED "b c" 0
            AT ONLINE * CANCEL-TIMER a
            AT ONLINE * CANCEL-TIMER-MATCHED a gone
            AT FSD * EXECUTE now
            """);

        assertEquals(Optional.of("/bin/cmd"), conf.cmdScript());
        assertEquals(Optional.of(Path.of("/run/s/pipe")), conf.pipeFn());
        assertEquals(Optional.of(Path.of("/run/s/lock")), conf.lockFn());
        assertEquals(2, conf.debugMin());
        assertEquals(List.of("START_TIMER a 30 Optional.empty", "START_TIMER_SHARED b c 0 Optional.empty",
            "CANCEL_TIMER a 0 Optional.empty", "CANCEL_TIMER_MATCHED a 0 Optional[gone]", "EXECUTE now 0 Optional.empty"),
            conf.rules().stream().map(r -> r.verb() + " " + r.name() + " " + r.seconds() + " " + r.otherwise()).toList());
        assertEquals(List.of(), heard.lines);
    }

    @Test
    void aRuleCountsForItsEventInAnyCaseAndForItsUpsToTheLetter() throws IOException {
        UpsschedConf conf = read(HEAD + """
            AT onbatt * EXECUTE any
            AT ONBATT u@h EXECUTE one
            AT ONBATT U@h EXECUTE another
            AT ONLINE * EXECUTE never
            """);

        assertEquals(List.of("any", "one"), conf.rulesFor("ONBATT", "u@h").stream().map(UpsschedConf.Rule::name).toList());
        assertEquals(List.of("any"), conf.rulesFor("ONBATT", "").stream().map(UpsschedConf.Rule::name).toList());
    }

    @Test
    void furtherWordsOfCmdscriptAreArgumentsEach() throws IOException {
        UpsschedConf conf = read("CMDSCRIPT /bin/cmd \"it's one\" two\n");

        assertEquals(Optional.of("/bin/cmd 'it'\\''s one' 'two'"), conf.cmdScript());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CMDSCRIPT", "PIPEFN", "LOCKFN"})
    void noAtMayStandAboveWhatItNeeds(String missing) {
        String text = HEAD.replaceAll("(?m)^" + missing + ".*\n", "") + "AT ONBATT * EXECUTE x\n" + HEAD;

        AdminFault fault = assertThrows(AdminFault.class, () -> read(text));

        assertTrue(fault.getMessage().startsWith(directory.resolve("upssched.conf") + ":3: " + missing
            + " must be set before any ATs in the config file!"), fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
        AT ONBATT * START-TIMER a          | START-TIMER a lacks its seconds
        AT ONBATT * START-TIMER a soon     | the interval of START-TIMER a is "soon"
        AT ONBATT * START-TIMER a -1       | the interval of START-TIMER a is "-1"
        AT ONBATT * START-TIMER a 99999999999 | the interval of START-TIMER a is "99999999999"
        AT ONBATT * START-TIMER "" 5       | START-TIMER has an empty argument; name a timer
        AT ONBATT * EXECUTE ""             | EXECUTE has an empty argument; name a command
        AT ONBATT * START a 5              | Invalid command: START;
        AT ONBATT *                        | AT stands without its value
        at ONBATT * EXECUTE x              | the directive at must be written AT
        PIPEFN pipe                        | PIPEFN is "pipe" but must be a path that begins with /
        CMDSCRIPT ""                       | CMDSCRIPT is empty
        NONSENSE 5                         | invalid directive NONSENSE
        """)
    void aWrongLineIsLeftOutWithItsPlace(String line, String complaint) throws IOException {
        UpsschedConf conf = read(HEAD + line + "\nAT ONLINE * EXECUTE good\n");

        assertEquals(List.of("good"), conf.rules().stream().map(UpsschedConf.Rule::name).toList());
        assertEquals(Optional.of("/bin/cmd"), conf.cmdScript());
        assertEquals(1, heard.lines.size(), heard.lines.toString());
        assertTrue(heard.lines.getFirst().contains("upssched.conf:4: " + complaint), heard.lines.toString());
    }

    @Test
    void anEventThatUpsmonDoesNotKnowIsAWarning() throws IOException {
        read(HEAD + "AT ONBAT * EXECUTE x\n");

        assertEquals(1, heard.lines.size());
        assertTrue(heard.lines.getFirst().contains("ONBAT is not a notify type"), heard.lines.toString());
    }

    @Test
    void noTextBreaksTheReader() throws IOException {
        Random random = new Random(5);
        String[] pieces = {"AT ", "ONBATT ", "* ", "START-TIMER ", "CANCEL-TIMER ", "EXECUTE ", "\"", "\\", "#", "=", "\n", "5 ", "-",
            "\u00ff", "\0", "CMDSCRIPT ", "PIPEFN ", "LOCKFN ", "/a ", "u@h "};
        int faults = 0;
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? HEAD : "");
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                for (UpsschedConf.Rule rule : read(text.toString()).rules()) {
                    assertTrue(!rule.name().isEmpty() && rule.seconds() >= 0, text.toString());
                }
            } catch (AdminFault expected) {
                faults++;
            }
        }
        assertTrue(faults > 0, "some of it lacks what AT needs");
    }
}
