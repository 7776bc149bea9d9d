package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A region as upsd reads it. */
final class RegionTarget extends ImageTarget {
    private static final long EPOCH = 77;
    private static final int OUTCOMES = 3;

    private final MemorySegment region = Arena.ofAuto().allocate(RegionLayout.FILE_SIZE, 8);

    @Override
    public String name() {
        return "region";
    }

    @Override
    long body() {
        return RegionLayout.HEADER_SIZE + RegionLayout.SLOT_SIZE;
    }

    @Override
    MemorySegment image(byte[] text) {
        region.asSlice(0, RegionLayout.OUTCOMES_AT + RegionLayout.OUTCOME_COUNT * RegionLayout.OUTCOME_SIZE).fill((byte) 0);
        RegionWriter driver = new RegionWriter(region, EPOCH, 1);
        driver.publish(text, Math.min(text.length, RegionWriter.MAXIMUM_TEXT));
        driver.heartbeat(1);
        driver.status(DataStatus.FRESH);
        return region;
    }

    @Override
    void mend(MemorySegment image) {
        long slot = RegionLayout.slotAt(1, RegionLayout.SLOT_SIZE);
        int length = RegionLayout.intAt(image, slot + RegionLayout.SLOT_LENGTH);
        if (length >= 0 && length <= RegionWriter.MAXIMUM_TEXT) {
            byte[] text = image.asSlice(slot + RegionLayout.SLOT_HEADER_SIZE, length).toArray(JAVA_BYTE);
            RegionLayout.putInt(image, slot + RegionLayout.SLOT_CHECKSUM, RegionWriter.checksum(text));
        }
    }

    @Override
    void read(MemorySegment image) throws RegionFault {
        long total = RegionLayout.longAt(image, RegionLayout.OUTCOME_TOTAL_AT);
        RegionLayout.putLong(image, RegionLayout.OUTCOME_TOTAL_AT, 0);
        RegionReader reader = new RegionReader(image, "image", EPOCH);
        RegionLayout.putLong(image, RegionLayout.OUTCOME_TOTAL_AT, total == 0 ? OUTCOMES : total);
        int outcomes = reader.header().newOutcomes().size();
        if (outcomes > RegionLayout.OUTCOME_COUNT) {
            throw new AssertionError(outcomes + " outcomes");
        }
        SnapshotText.parse("image", reader.newest());
    }
}
