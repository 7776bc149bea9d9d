package nut.common.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTextTest {
    private static final UpsSnapshot RICH = UpsSnapshot.EMPTY.toBuilder()
        .set("ups.status", "OB LB")
        .set("ups.id", "Rack \"4\" \\ #2 = left")
        .set("ups.alarm", "")
        .set("battery.charge.low", "20")
        .set("input.transfer.high", "253")
        .flags("ups.id", ValueFlag.RW, ValueFlag.STRING)
        .maximumLength("ups.id", 8)
        .flags("battery.charge.low", ValueFlag.NUMBER, ValueFlag.RW)
        .range("battery.charge.low", -5, 100)
        .range("battery.charge.low", Integer.MIN_VALUE, Integer.MAX_VALUE)
        .enumeration("input.transfer.high", "253", "two \"words\"", "", "a\\b")
        .command("test.panel.start")
        .command("beeper.mute")
        .build();

    @Test
    void everythingThatIsKnownOfAUpsComesBack() throws RegionFault {
        UpsSnapshot back = roundTrip(RICH);

        assertEquals(RICH, back);
        assertEquals(RICH.hashCode(), back.hashCode());
        assertArrayEquals(SnapshotText.encode(RICH), SnapshotText.encode(back));
        assertEquals(List.of("253", "two \"words\"", "", "a\\b"), back.variable("input.transfer.high").orElseThrow().enumeration());
        assertEquals(List.of("beeper.mute", "test.panel.start"), List.copyOf(back.commands()));
    }

    @Test
    void theTextIsThatOfTheDriverProtocol() {
        UpsSnapshot snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "a\"b").flags("ups.id", ValueFlag.STRING, ValueFlag.RW)
            .maximumLength("ups.id", 8).enumeration("ups.id", "x").range("ups.id", 1, 2).command("load.off").build();

        assertEquals("""
            SETINFO ups.id "a\\"b"
            SETFLAGS ups.id RW STRING
            SETAUX ups.id 8
            ADDENUM ups.id "x"
            ADDRANGE ups.id 1 2
            ADDCMD load.off
            """, new String(SnapshotText.encode(snapshot), US_ASCII));
    }

    @Test
    void aSnapshotOfNothingIsNoText() throws RegionFault {
        byte[] text = SnapshotText.encode(UpsSnapshot.EMPTY);

        assertEquals(0, text.length);
        assertEquals(UpsSnapshot.EMPTY, SnapshotText.parse("test", text));
    }

    @Test
    void eachCharacterOfAValueComesBackAsTheDriverSeesItItself() throws RegionFault {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();
        for (int c = 0; c < 0x300; c++) {
            builder.set("ups.x" + c, "<" + (char) c + ">");
            builder.enumeration("ups.x" + c, "" + (char) c);
        }
        UpsSnapshot snapshot = builder.build();
        UpsSnapshot back = roundTrip(snapshot);

        assertEquals(snapshot, back);
        assertEquals("<#>", back.value("ups.x35").orElseThrow());
        assertEquals("<?>", back.value("ups.x228").orElseThrow());
        assertEquals("<?>", back.value("ups.x10").orElseThrow());
    }

    @Test
    void aValueThatIsTooLongForAWordIsCutInsteadOfCostingTheUps() throws RegionFault {
        UpsSnapshot snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "\"".repeat(513))
            .enumeration("ups.id", "x".repeat(10_000)).build();
        UpsSnapshot back = roundTrip(snapshot);

        assertEquals(snapshot, back);
        assertEquals("\"".repeat(512), back.value("ups.id").orElseThrow());
    }

    @Test
    void aNameThatNoTextCouldCarryIsRefused() {
        for (String name : List.of("", "a b", "a=b", "a\"b", "a#b", "a\\b", "a\nb", "caf\u00e9", "x".repeat(513))) {
            assertThrows(IllegalArgumentException.class, () -> UpsVariable.of(name, ""), name);
            assertThrows(IllegalArgumentException.class, () -> UpsSnapshot.EMPTY.toBuilder().command(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "'SETINFO'                          | a statement needs a word and a name",
        "'SETINFO a'                        | SETINFO takes 2 words after it, not 1",
        "'SETINFO a b c'                    | SETINFO takes 2 words after it, not 3",
        "'SETINFO = b'                      | '=' is not a variable's name",
        "'SETINFO \"\" b'                   | '' is not a variable's name",
        "'SETINFO a \"b'                    | quotes that do not close",
        "'SETINFO a \"b#\"'                 | an unescaped # inside quotes; write \\# for it",
        "'SETFLAGS ok RW WO'                | nut.common.state.ValueFlag.WO",
        "'SETFLAGS absent RW'               | there is no variable absent yet: set its value first",
        "'SETAUX ok'                        | SETAUX takes 2 words after it, not 1",
        "'SETAUX ok x'                      | For input string: \"x\"",
        "'SETAUX ok -1'                     | ok cannot have a maximum length of -1",
        "'SETAUX ok 99999999999'            | For input string: \"99999999999\"",
        "'ADDENUM ok'                       | ADDENUM takes 2 words after it, not 1",
        "'ADDENUM absent 1'                 | there is no variable absent yet: set its value first",
        "'ADDRANGE ok'                      | ADDRANGE takes 3 words after it, not 1",
        "'ADDRANGE ok 1'                    | ADDRANGE takes 3 words after it, not 2",
        "'ADDRANGE ok 2 1'                  | a range from 2 to 1 holds nothing",
        "'ADDCMD a b'                       | ADDCMD takes 1 words after it, not 2",
        "'ADDCMD ='                         | '=' is not a command's name",
        "'DELINFO ok'                       | 'DELINFO' is not a statement of a snapshot",
        "'setinfo a b'                      | 'setinfo' is not a statement of a snapshot",
        "''                                 | a statement needs a word and a name",
    })
    void aWrongLineIsAFaultThatNamesIt(String line, String reason) {
        byte[] text = ("SETINFO ok 1\n" + line + "\nSETINFO after 1\n").getBytes(US_ASCII);
        RegionFault fault = assertThrows(RegionFault.class, () -> SnapshotText.parse("su700.region", text));

        assertTrue(fault.getMessage().startsWith("su700.region, line 2 of its snapshot: "), fault.getMessage());
        assertTrue(fault.getMessage().endsWith(reason), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDamagedTextIsAFaultOrASnapshotAndNothingElse(long seed) throws RegionFault {
        byte[] good = SnapshotText.encode(RICH);
        Random random = new Random(seed);
        int faults = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int where = random.nextInt(bad.length);
                switch (random.nextInt(3)) {
                    case 0 -> bad[where] = (byte) random.nextInt();
                    case 1 -> bad[where] = " \n\"#=\\".getBytes(US_ASCII)[random.nextInt(6)];
                    default -> System.arraycopy(good, where, bad, where / 2, Math.min(20, bad.length - where));
                }
            }
            faults += parses(bad) ? 0 : 1;
        }

        assertTrue(faults > 1000 && faults < 20_000, faults + " faults");
    }

    @Test
    void aSlotFullOfOneStatementIsReadInReasonableTime() throws RegionFault {
        String statement = "ADDENUM a b\n";
        int count = RegionWriter.MAXIMUM_TEXT / statement.length() - 1;
        UpsSnapshot snapshot = SnapshotText.parse("test", ("SETINFO a b\n" + statement.repeat(count)).getBytes(US_ASCII));

        assertEquals(count, snapshot.variable("a").orElseThrow().enumeration().size());
    }

    @Test
    void theWordsOfARequestComeBack() {
        List<String> words = List.of("SET", "ups.id", "Rack \"4\" \\ #2 = left", "");

        assertEquals(words, SnapshotText.words(new String(SnapshotText.encodeWords(words), US_ASCII)));
        assertEquals(List.of(), SnapshotText.words("SET ups.id \"Rack"));
    }

    private static UpsSnapshot roundTrip(UpsSnapshot snapshot) throws RegionFault {
        return SnapshotText.parse("test", SnapshotText.encode(snapshot));
    }

    private static boolean parses(byte[] text) throws RegionFault {
        UpsSnapshot snapshot;
        try {
            snapshot = SnapshotText.parse("test", text);
        } catch (RegionFault fault) {
            assertTrue(fault.getMessage().matches("test, line [0-9]+ of its snapshot: \\p{Print}+"), () -> new String(text, ISO_8859_1));
            return false;
        }
        assertEquals(snapshot, roundTrip(snapshot), () -> new String(text, ISO_8859_1));
        return true;
    }
}
