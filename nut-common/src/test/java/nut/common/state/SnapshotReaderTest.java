package nut.common.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {
    private static final int STEPS = 20_000;

    @Test
    void whateverChangesWriterAndReaderDoWhatFreshOnesWouldDo() throws RegionFault {
        Random random = new Random(7);
        SnapshotWriter writer = new SnapshotWriter();
        SnapshotReader reader = new SnapshotReader("test");
        UpsSnapshot snapshot = UpsSnapshot.EMPTY;
        for (int step = 0; step < STEPS; step++) {
            byte[] before = SnapshotText.encode(snapshot);
            snapshot = change(snapshot, random);
            byte[] fresh = SnapshotText.encode(snapshot);

            boolean changed = writer.write(snapshot);
            byte[] text = Arrays.copyOf(writer.text(), writer.length());
            UpsSnapshot read = reader.read(text);

            assertArrayEquals(fresh, text, "step " + step);
            assertEquals(!Arrays.equals(before, fresh), changed, "step " + step);
            assertEquals(snapshot, read, "step " + step);
        }
    }

    @Test
    void aLineThatBeginsAnotherVariableIsNotTakenForAValue() throws RegionFault {
        SnapshotReader reader = new SnapshotReader("test");
        reader.read("SETINFO a.b \"1\"\nSETINFO a.c \"2\"\n".getBytes(US_ASCII));

        UpsSnapshot read = reader.read("SETINFO a.d \"1\"\nSETINFO a.c \"2\"\n".getBytes(US_ASCII));

        assertEquals("[a.c, a.d]", read.variables().stream().map(UpsVariable::name).toList().toString());
    }

    @Test
    void ofTheSameVariableTwiceTheLastCounts() throws RegionFault {
        SnapshotReader reader = new SnapshotReader("test");
        reader.read("SETINFO a \"1\"\nSETINFO a \"2\"\n".getBytes(US_ASCII));

        UpsSnapshot read = reader.read("SETINFO a \"3\"\nSETINFO a \"2\"\n".getBytes(US_ASCII));

        assertEquals("2", read.value("a").orElseThrow());
    }

    @Test
    void aDamagedLineIsNamedWithItsNumberAndTheNextTextIsReadAgain() throws RegionFault {
        SnapshotReader reader = new SnapshotReader("su700.region");
        reader.read("SETINFO a \"1\"\nSETINFO b \"1\"\n".getBytes(US_ASCII));

        RegionFault fault = assertThrows(RegionFault.class,
            () -> reader.read("SETINFO a \"1\"\nSETINFO b \"1\" 2\n".getBytes(US_ASCII)));
        UpsSnapshot read = reader.read("SETINFO a \"1\"\nSETINFO b \"2\"\n".getBytes(US_ASCII));

        assertTrue(fault.getMessage().startsWith("su700.region, line 2 "), fault.getMessage());
        assertEquals("2", read.value("b").orElseThrow());
    }

    private static UpsSnapshot change(UpsSnapshot snapshot, Random random) {
        UpsSnapshot.Builder next = snapshot.toBuilder();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            String name = "ups.v" + random.nextInt(12);
            switch (random.nextInt(12)) {
                case 0 -> next.remove(name);
                case 1 -> next.set(UpsVariable.of(name, value(random))).flags(name, ValueFlag.RW);
                case 2 -> next.set(name, value(random)).maximumLength(name, 1 + random.nextInt(20));
                case 3 -> next.set(name, value(random)).addEnumeration(name, value(random));
                case 4 -> next.set(name, value(random)).range(name, 1, 2 + random.nextInt(9));
                case 5 -> next.command("test.c" + random.nextInt(5));
                default -> next.set(name, value(random));
            }
        }
        return next.build();
    }

    private static String value(Random random) {
        String[] values = {"", "OL", "OL CHRG", "230.1", "a \"quoted\" \\ value", "#", "x".repeat(random.nextInt(40))};
        return values[random.nextInt(values.length)];
    }
}
