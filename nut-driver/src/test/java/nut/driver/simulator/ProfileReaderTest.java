package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nut.common.AdminFault;
import nut.driver.line.Line;
import nut.driver.line.LineLost;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {
    @Test
    void everyModelIsReadAndHasATitle() {
        for (String name : Models.NAMES) {
            Profile profile = Models.named(name);

            assertEquals(name, profile.name());
            assertTrue(profile.title().length() > 10, profile.title());
        }
    }

    @Test
    void capabilitiesOfTheLocaleMakeTheLists() {
        assertEquals(List.of("253", "257", "261", "265"), Models.named("smart-ups-1500").settings().lists().get('u'));
        assertEquals("224", Models.named("matrix-ups").settings().lists().get('u').getLast());
        assertEquals(List.of("A", "M", "I"), Models.named("matrix-ups").settings().lists().get((char) 0x16));
    }

    @Test
    void aGroupWithACountBelowZeroIsEmpty() {
        assertEquals(List.of("02", "05"), CapabilityString.lists("#w4/1q4220205", 'I').get('q'));
    }

    @Test
    void commandsOfTwoBytesAreAnsweredAndListed() throws LineLost {
        SimulatedLine line = SimulatedLine.described("""
            version 3
            commands "Ya"
            pair <9F><D3> 50.00
            pair <9F><D4> 01.25
            list l 100
            list u 140
            """);

        String said = ask(line, "Y") + ask(line, "a") + ask(line, "\237\323") + ask(line, "\237\324") + ask(line, "\237x");

        assertEquals("SM\r\n3..Ya.\237:\323\324\r\n50.00\r\n01.25\r\nNA\r\n", said);
    }

    @Test
    void theSmartUpsRtListsItsCommandsAsTheCapturedUnit() {
        Bench bench = Bench.of("smart-ups-rt");

        String list = bench.ask("a");
        String wake = bench.type(0.05, "@000") + bench.pass(20);

        assertEquals("4.!$%+?=*#|\4.\1\5\t\f\16\24\26\32')+-/789<>@ABCDEFGKLMNOPQRSUVWXYZ\\^abcdefgjklmnopqrsuwxyz~\177."
            + "\201:\320\342\360\375\376\377\r\n", list);
        assertEquals("OK\r\n*", wake);
    }

    @Test
    void aMistakeIsToldWithItsPlace() {
        assertEquals("m:1: its values are [1, 2], 3 is none of them", fault("value q 3\nlist q 1 2\n"));
        assertEquals("m:2: colour means nothing here", fault("title x\ncolour black\n"));
        assertEquals("m:1: volts is many but must be a number", fault("mains volts many\n"));
        assertEquals("m:1: a pair is two bytes, such as <9F><D3>", fault("pair x 1\n"));
        assertEquals("m:1: the pin on-battery needs its line: CTS, DCD, RNG, DSR, DTR or RTS", fault("cable c power DTR\n"));
        assertEquals("m:1: answer needs a word more", fault("answer x\n"));
    }

    private static String fault(String text) {
        return assertThrows(AdminFault.class, () -> ProfileReader.read("m", "m", text)).getMessage();
    }

    private static String ask(SimulatedLine line, String bytes) throws LineLost {
        for (char value : bytes.toCharArray()) {
            line.write((byte) value);
        }
        StringBuilder answer = new StringBuilder();
        long deadline = line.nanos() + 1_000_000_000L;
        for (int value = line.read(deadline); value != Line.NOTHING; value = line.read(deadline)) {
            answer.append((char) value);
        }
        return answer.toString();
    }
}
