package nut.common.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionReaderTest {
    private static final long EPOCH = 77;

    private MemorySegment region;
    private RegionWriter driver;

    @BeforeEach
    void make() {
        region = Arena.ofAuto().allocate(RegionLayout.FILE_SIZE, 8);
        driver = new RegionWriter(region, EPOCH, 1);
    }

    @Test
    void beforeTheFirstPublicationThereIsNothing() throws RegionFault {
        RegionReader reader = new RegionReader(region, "region", EPOCH);

        assertEquals(new RegionReader.Header(Long.MIN_VALUE, List.of(), DataStatus.STARTING, 0), reader.header());
        assertEquals(0, reader.newest().length);
    }

    @Test
    void theNewestIsWhatIsRead() throws RegionFault {
        RegionReader reader = new RegionReader(region, "region", EPOCH);
        for (int n = 1; n <= 5; n++) {
            byte[] text = text(n * 100, n);
            driver.publish(text, text.length);

            assertArrayEquals(text, reader.newest());
            assertEquals(n, reader.header().publication());
        }
    }

    @Test
    void theLongestTextAndTheEmptyOneAreRead() throws RegionFault {
        RegionReader reader = new RegionReader(region, "region", EPOCH);
        byte[] longest = text(RegionWriter.MAXIMUM_TEXT, 1);
        driver.publish(longest, longest.length);
        byte[] first = reader.newest();
        driver.publish(longest, 0);

        assertArrayEquals(longest, first);
        assertEquals(0, reader.newest().length);
    }

    @Test
    void aPublicationStoppedAtAnyStepLeavesTheOneBefore() throws RegionFault {
        byte[] before = text(900, 2);
        byte[] after = text(1400, 3);
        driver.publish(text(2000, 1), 2000);
        driver.publish(before, before.length);
        MemorySegment stopped = Arena.ofAuto().allocate(RegionLayout.FILE_SIZE, 8).copyFrom(region);
        driver.publish(after, after.length);
        long slot = RegionLayout.slotAt(3, RegionLayout.SLOT_SIZE);
        RegionReader reader = new RegionReader(stopped, "region", EPOCH);

        RegionLayout.putLong(stopped, slot + RegionLayout.SLOT_PUBLICATION, RegionLayout.WRITING);
        assertArrayEquals(before, reader.newest());
        for (int i = 0; i < after.length; i += 8) {
            MemorySegment.copy(region, slot + RegionLayout.SLOT_HEADER_SIZE + i, stopped, slot + RegionLayout.SLOT_HEADER_SIZE + i, 8);
            assertArrayEquals(before, reader.newest());
        }
        for (long field : new long[] {RegionLayout.SLOT_LENGTH, RegionLayout.SLOT_CHECKSUM}) {
            MemorySegment.copy(region, slot + field, stopped, slot + field, 4);
            assertArrayEquals(before, reader.newest());
        }
        RegionLayout.putLong(stopped, slot + RegionLayout.SLOT_PUBLICATION, 3);
        assertArrayEquals(before, reader.newest());
        RegionLayout.putLong(stopped, RegionLayout.SEQUENCE_AT, 3);
        assertArrayEquals(after, reader.newest());
        assertEquals(-1, region.mismatch(stopped), "the steps of this test are the writer's, all of them");
    }

    private static byte[] text(int length, int number) {
        return ("publication " + number + ' ').repeat(length / 10).substring(0, length).getBytes(US_ASCII);
    }
}
