package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a region, its reader takes a snapshot that the driver wrote, or calls it a fault: nothing else, and soon. */
@Timeout(60)
class RegionDamageTest {
    private static final long EPOCH = 0x0102_0304_0506_0708L;
    private static final int OUTCOMES = 200;

    @TempDir
    private Path folder;
    private MemorySegment region;
    private long outcomesWritten;

    @BeforeEach
    void make() {
        region = Arena.ofAuto().allocate(RegionLayout.FILE_SIZE, 8);
        fill(new RegionWriter(region, EPOCH, 1));
        outcomesWritten = RegionLayout.longAt(region, RegionLayout.OUTCOME_TOTAL_AT);
    }

    private static void fill(RegionWriter driver) {
        for (int n = 1; n <= 5; n++) {
            byte[] text = SnapshotText.encode(Proof.of(n));
            driver.publish(text, text.length);
        }
        driver.status(DataStatus.FRESH);
        driver.heartbeat(1);
        for (int i = 0; i < OUTCOMES; i++) {
            driver.outcome(i, Outcome.HANDLED);
        }
    }

    @Test
    void anyByteOfTheHeaderMayBeWrong() throws RegionFault {
        int faults = 0;
        for (int at = 0; at < RegionLayout.HEADER_SIZE; at++) {
            for (int flip : new int[] {1, 2, 0x80, 0xFF}) {
                RegionReader early = readerBeforeTheOutcomes();
                flip(at, flip);
                faults += isRead(region) ? 0 : 1;
                faults += isRead(early) ? 0 : 1;
                flip(at, flip);
            }
        }

        assertTrue(isRead(region) && isRead(readerBeforeTheOutcomes()));
        assertTrue(faults > 4 * (8 + 4 + 4 + 4 + 8 + 8), faults + " faults");
    }

    @Test
    void anyByteOfASlotsHeaderMayBeWrong() {
        int faults = 0;
        for (int slot = 0; slot < 2; slot++) {
            for (int at = 0; at < RegionLayout.SLOT_HEADER_SIZE; at++) {
                for (int flip = 1; flip < 256; flip++) {
                    long where = RegionLayout.slotAt(slot, RegionLayout.SLOT_SIZE) + at;
                    flip(where, flip);
                    faults += isRead(region) ? 0 : 1;
                    flip(where, flip);
                }
            }
        }

        assertEquals(RegionLayout.SLOT_HEADER_SIZE * 255, faults);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesOfTheSlotsMayBeWrong(long seed) {
        Random random = new Random(seed);
        int faults = 0;
        for (int i = 0; i < 5000; i++) {
            long[] places = random.longs(1 + random.nextInt(20), 0, 2 * RegionLayout.SLOT_SIZE).toArray();
            places[0] = RegionLayout.slotAt(random.nextInt(2), RegionLayout.SLOT_SIZE) - RegionLayout.HEADER_SIZE + random.nextInt(50);
            int bits = 1 + random.nextInt(255);
            for (long place : places) {
                flip(RegionLayout.HEADER_SIZE + place, bits);
            }
            faults += isRead(region) ? 0 : 1;
            for (long place : places) {
                flip(RegionLayout.HEADER_SIZE + place, bits);
            }
        }

        assertTrue(faults > 500 && faults < 5000, faults + " faults");
    }

    @Test
    void aRegionOfNothingButNoiseIsAFault() {
        Random random = new Random(9);
        byte[] noise = new byte[RegionLayout.FILE_SIZE];
        for (int i = 0; i < 100; i++) {
            random.nextBytes(noise);
            region.copyFrom(MemorySegment.ofArray(noise));
            assertFalse(isRead(region));
            RegionLayout.putLong(region, RegionLayout.MAGIC_AT, RegionLayout.MAGIC);
            RegionLayout.putInt(region, RegionLayout.VERSION_AT, RegionLayout.VERSION);
            RegionLayout.putInt(region, RegionLayout.SLOT_SIZE_AT, RegionLayout.SLOT_SIZE);
            RegionLayout.putInt(region, RegionLayout.OUTCOME_COUNT_AT, RegionLayout.OUTCOME_COUNT);
            RegionLayout.putLong(region, RegionLayout.EPOCH_AT, EPOCH);
            assertFalse(isRead(region));
        }
    }

    @Test
    void anAbsurdLengthAllocatesNothing() {
        long length = RegionLayout.slotAt(5, RegionLayout.SLOT_SIZE) + RegionLayout.SLOT_LENGTH;
        for (int absurd : new int[] {RegionWriter.MAXIMUM_TEXT + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            RegionLayout.putInt(region, length, absurd);
            RegionFault fault = assertThrows(RegionFault.class, () -> new RegionReader(region, "region", EPOCH).newest());

            assertEquals("region has a slot that claims " + absurd + " bytes", fault.getMessage());
        }
    }

    @Test
    void manyOutcomesAtOnceAreThoseThatAreStillThere() throws RegionFault {
        RegionReader reader = new RegionReader(region, "region", EPOCH);
        long total = RegionLayout.longAt(region, RegionLayout.OUTCOME_TOTAL_AT);
        RegionLayout.putLong(region, RegionLayout.OUTCOME_TOTAL_AT, Long.MAX_VALUE);
        int count = reader.header().newOutcomes().size();
        RegionLayout.putLong(region, RegionLayout.OUTCOME_TOTAL_AT, total);

        assertEquals(RegionLayout.OUTCOME_COUNT, count);
        assertThrows(RegionFault.class, reader::header);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 4095, 4096, 4097, 4096 + 65_536 - 1, 4096 + 65_536, 4096 + 65_536 + 40})
    void aFileCutShortUnderItsReaderIsAFaultHoweverOftenItWasReadBefore(int size) throws IOException, RegionFault {
        for (int readsBefore : new int[] {0, 20_000}) {
            Path file = folder.resolve("su700.region");
            fill(new RegionWriter(StateFiles.create(file, RegionLayout.FILE_SIZE), EPOCH, 1));
            MemorySegment mapped = StateFiles.map(file, RegionLayout.FILE_SIZE, uid(file));
            RegionReader reader = new RegionReader(mapped, "region", EPOCH);
            for (int i = 0; i < readsBefore; i++) {
                touchAll(reader);
            }
            HandmadeDriver.cut(file, size);

            for (int i = 0; i < 20; i++) {
                assertThrows(RegionFault.class, () -> touchAll(reader));
            }
        }
    }

    private static Object uid(Path file) {
        try {
            return Files.getAttribute(file, "unix:uid");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void flip(long at, int bits) {
        region.set(JAVA_BYTE, at, (byte) (region.get(JAVA_BYTE, at) ^ bits));
    }

    private RegionReader readerBeforeTheOutcomes() throws RegionFault {
        RegionLayout.putLong(region, RegionLayout.OUTCOME_TOTAL_AT, 0);
        RegionReader reader = new RegionReader(region, "region", EPOCH);
        RegionLayout.putLong(region, RegionLayout.OUTCOME_TOTAL_AT, outcomesWritten);
        return reader;
    }

    private static boolean isRead(MemorySegment region) {
        try {
            return isRead(new RegionReader(region, "region", EPOCH));
        } catch (RegionFault fault) {
            assertTrue(fault.getMessage().startsWith("region "), fault.getMessage());
            return false;
        }
    }

    /** Reads all of it; false for a fault. */
    private static boolean isRead(RegionReader reader) {
        try {
            long number = Proof.number(SnapshotText.parse("region", touchAll(reader)));
            assertTrue(number == 5 || number == 4, number + " is neither the newest nor the one before");
            return true;
        } catch (RegionFault fault) {
            assertTrue(fault.getMessage().startsWith("region "), fault.getMessage());
            return false;
        }
    }

    private static byte[] touchAll(RegionReader reader) throws RegionFault {
        reader.header();
        return reader.newest();
    }
}
