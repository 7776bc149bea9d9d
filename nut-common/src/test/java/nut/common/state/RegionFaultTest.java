package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A region that is not as it should be costs its reader that UPS and nothing else. */
@Timeout(120)
class RegionFaultTest {
    private static final long EPOCH = 0x1122_3344_5566_7788L;

    private static final int ENOUGH_TO_BE_COMPILED = 30_000;

    @TempDir
    private Path folder;
    private Path file;
    private MemorySegment written;
    private RegionWriter writer;

    @BeforeEach
    void make() {
        file = folder.resolve("su700.region");
        written = StateFiles.create(file, RegionLayout.FILE_SIZE);
        writer = new RegionWriter(written, EPOCH, 4711);
        writer.status(DataStatus.FRESH);
        writer.publish(CountingText.of(1));
        writer.publish(CountingText.of(2));
        writer.outcome(1, Outcome.HANDLED);
    }

    @Test
    void aFileCutShortUnderItsReaderIsAFault() throws IOException, RegionFault {
        cutUnder(reader());
    }

    @Test
    void codeThatTheJvmHasCompiledHandlesItTheSame() throws IOException, RegionFault {
        RegionReader reader = reader();
        for (int i = 0; i < ENOUGH_TO_BE_COMPILED; i++) {
            reader.newest();
            reader.sequence();
            reader.status();
            reader.heartbeatNanos();
        }

        cutUnder(reader);
    }

    private void cutUnder(RegionReader reader) throws IOException {
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(0);
        }

        assertThrows(RegionFault.class, reader::newest);
        assertThrows(RegionFault.class, reader::sequence);
        assertThrows(RegionFault.class, reader::status);
        assertThrows(RegionFault.class, () -> reader.newOutcomes((id, outcome) -> { }));
        assertEquals(Long.MIN_VALUE, reader.heartbeatNanos());
        assertThrows(RegionFault.class, () -> new RegionReader(readOnly(RegionLayout.FILE_SIZE), file.toString(), EPOCH));
    }

    @Test
    void aFileCutShortInTheSlotsIsAFaultOfTheSlotAlone() throws IOException, RegionFault {
        RegionReader reader = reader();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(RegionLayout.HEADER_SIZE);
        }

        assertEquals(2, reader.sequence());
        assertThrows(RegionFault.class, reader::newest);
    }

    @Test
    void eachByteOfTheHeaderMayBeWrong() throws RegionFault {
        int faults = 0;
        for (long at = 0; at < RegionLayout.OUTCOMES_AT + 2 * RegionLayout.OUTCOME_SIZE; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                byte good = written.get(ValueLayout.JAVA_BYTE, at);
                written.set(ValueLayout.JAVA_BYTE, at, (byte) (good ^ mask));
                faults += readEverything() ? 0 : 1;
                written.set(ValueLayout.JAVA_BYTE, at, good);
            }
        }

        assertTrue(faults > 3 * (8 + 4 + 4 + 4 + 8), "magic, version, sizes and epoch are looked at: " + faults);
        assertTrue(readEverything());
    }

    @Test
    void noDamageToASlotGoesUnseen() throws RegionFault {
        Random random = new Random(20_261_123);
        byte[] good = reader().newest();
        long slot = RegionLayout.slotAt(2, RegionLayout.SLOT_SIZE);
        for (int round = 0; round < 2000; round++) {
            long at = slot + random.nextInt(RegionLayout.SLOT_HEADER_SIZE + good.length);
            byte before = written.get(ValueLayout.JAVA_BYTE, at);
            written.set(ValueLayout.JAVA_BYTE, at, (byte) (before ^ 1 + random.nextInt(255)));
            assertThrows(RegionFault.class, () -> reader().newest(), "byte " + (at - slot));
            written.set(ValueLayout.JAVA_BYTE, at, before);
        }

        assertArrayEquals(good, reader().newest());
    }

    @Test
    void aRegionOfAnotherStartOfTheDriverIsAFault() {
        RegionFault fault = assertThrows(RegionFault.class, () -> new RegionReader(readOnly(RegionLayout.FILE_SIZE), "su700.region", 1));

        assertEquals("su700.region is of another start of the driver than its stub", fault.getMessage());
    }

    @Test
    void aFileOfAnotherSizeOrOwnerIsNotMapped() throws IOException {
        Object owner = Files.getAttribute(file, "unix:uid");
        int other = (int) owner + 1;

        assertThrows(RegionFault.class, () -> StateFiles.map(file, RegionLayout.FILE_SIZE + 1, owner));
        assertThrows(RegionFault.class, () -> StateFiles.map(file, RegionLayout.FILE_SIZE, other));
        assertThrows(RegionFault.class, () -> StateFiles.map(folder.resolve("none"), RegionLayout.FILE_SIZE, owner));
    }

    @Test
    void aWriterThatNeverGetsDoneIsAFaultAndNoHang() {
        RegionLayout.putLong(written, RegionLayout.slotAt(2, RegionLayout.SLOT_SIZE), RegionLayout.WRITING);

        assertThrows(RegionFault.class, () -> reader().newest());
    }

    private MemorySegment readOnly(long size) throws RegionFault {
        try {
            return StateFiles.map(file, size, Files.getAttribute(file, "unix:uid"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private RegionReader reader() throws RegionFault {
        return new RegionReader(readOnly(RegionLayout.FILE_SIZE), file.toString(), EPOCH);
    }

    /** Whether all could be read; anything but a RegionFault is let through and fails the test. */
    private boolean readEverything() {
        try {
            RegionReader reader = reader();
            reader.sequence();
            reader.status();
            reader.heartbeatNanos();
            reader.newest();
            reader.newOutcomes((id, outcome) -> { });
            return true;
        } catch (RegionFault seen) {
            return false;
        }
    }
}
