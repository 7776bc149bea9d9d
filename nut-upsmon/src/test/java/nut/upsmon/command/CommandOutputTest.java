package nut.upsmon.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of what a command says is kept. */
class CommandOutputTest {
    @Test
    void ofWhatACommandSaysTheFirstAndLastLinesAreKept() {
        CommandOutput output = new CommandOutput();
        for (int i = 0; i < 100_000; i++) {
            for (byte b : ("line " + i + "\n").getBytes()) {
                output.add(b);
            }
        }
        CommandOutput little = new CommandOutput();
        for (byte b : "one\n\u0007two".getBytes()) {
            little.add(b);
        }

        assertEquals(11, output.lines().size());
        assertEquals("line 0", output.lines().getFirst());
        assertEquals("[... 1088890 bytes in all ...]", output.lines().get(5));
        assertEquals("line 99999", output.lines().getLast());
        assertEquals(List.of("one", "?two"), little.lines());
    }
}
