package nut.common.state;

import static nut.common.state.RegionLayout.DOORBELL_AT;
import static nut.common.state.RegionLayout.EPOCH_AT;
import static nut.common.state.RegionLayout.FILE_SIZE;
import static nut.common.state.RegionLayout.HEARTBEAT_AT;
import static nut.common.state.RegionLayout.MAGIC;
import static nut.common.state.RegionLayout.MAGIC_AT;
import static nut.common.state.RegionLayout.OUTCOMES_AT;
import static nut.common.state.RegionLayout.OUTCOME_COUNT;
import static nut.common.state.RegionLayout.OUTCOME_COUNT_AT;
import static nut.common.state.RegionLayout.OUTCOME_SIZE;
import static nut.common.state.RegionLayout.OUTCOME_TOTAL_AT;
import static nut.common.state.RegionLayout.PID_AT;
import static nut.common.state.RegionLayout.SEQUENCE_AT;
import static nut.common.state.RegionLayout.SLOT_CHECKSUM;
import static nut.common.state.RegionLayout.SLOT_HEADER_SIZE;
import static nut.common.state.RegionLayout.SLOT_LENGTH;
import static nut.common.state.RegionLayout.SLOT_PUBLICATION;
import static nut.common.state.RegionLayout.SLOT_SIZE;
import static nut.common.state.RegionLayout.SLOT_SIZE_AT;
import static nut.common.state.RegionLayout.STATUS_AT;
import static nut.common.state.RegionLayout.VERSION;
import static nut.common.state.RegionLayout.VERSION_AT;
import static nut.common.state.RegionLayout.WRITING;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The writing side of a region: the driver's. Owned by one thread; never waits for a reader. */
final class RegionWriter {
    /** The longest snapshot text, in bytes. */
    static final int MAXIMUM_TEXT = SLOT_SIZE - SLOT_HEADER_SIZE;

    private final MemorySegment region;
    private final ByteBuffer bytes;
    private final Doorbell doorbell;
    private long sequence;
    private long outcomes;

    /** Fills the header of an empty mapping of {@link RegionLayout#FILE_SIZE} bytes. */
    RegionWriter(MemorySegment region, long epoch, long pid) {
        if (region.byteSize() != FILE_SIZE) {
            throw new IllegalArgumentException("a region has " + FILE_SIZE + " bytes, not " + region.byteSize());
        }
        this.region = region;
        this.bytes = region.asByteBuffer();
        this.doorbell = new Doorbell(region, DOORBELL_AT);
        RegionLayout.putInt(region, VERSION_AT, VERSION);
        RegionLayout.putInt(region, SLOT_SIZE_AT, SLOT_SIZE);
        RegionLayout.putInt(region, OUTCOME_COUNT_AT, OUTCOME_COUNT);
        RegionLayout.putLong(region, EPOCH_AT, epoch);
        RegionLayout.putLong(region, PID_AT, pid);
        RegionLayout.putInt(region, STATUS_AT, DataStatus.STARTING.ordinal());
        RegionLayout.putLong(region, MAGIC_AT, MAGIC);
    }

    /** Puts a text, which is the first of these bytes, into the slot not in use and makes it the newest. Does not ring. */
    void publish(byte[] text, int length) {
        if (length > MAXIMUM_TEXT) {
            throw new IllegalArgumentException(
                "a snapshot of " + length + " bytes does not fit into a slot of " + MAXIMUM_TEXT);
        }
        long next = sequence + 1;
        int slot = (int) RegionLayout.slotAt(next, SLOT_SIZE);
        RegionLayout.putLong(region, slot + SLOT_PUBLICATION, WRITING);
        VarHandle.fullFence();
        bytes.put(slot + SLOT_HEADER_SIZE, text, 0, length);
        RegionLayout.putInt(region, slot + SLOT_LENGTH, length);
        RegionLayout.putInt(region, slot + SLOT_CHECKSUM, checksum(text, length));
        RegionLayout.putLong(region, slot + SLOT_PUBLICATION, next);
        RegionLayout.putLong(region, SEQUENCE_AT, next);
        sequence = next;
    }

    void heartbeat(long bootNanos) {
        RegionLayout.putLong(region, HEARTBEAT_AT, bootNanos);
    }

    void status(DataStatus status) {
        RegionLayout.putInt(region, STATUS_AT, status.ordinal());
    }

    void outcome(long id, Outcome outcome) {
        long entry = OUTCOMES_AT + outcomes % OUTCOME_COUNT * OUTCOME_SIZE;
        RegionLayout.putLong(region, entry, id);
        RegionLayout.putInt(region, entry + 8, outcome.ordinal());
        outcomes++;
        RegionLayout.putLong(region, OUTCOME_TOTAL_AT, outcomes);
    }

    /** Wakes every reader. */
    void ring() {
        doorbell.ring();
    }

    static int checksum(byte[] text) {
        return checksum(text, text.length);
    }

    private static int checksum(byte[] text, int length) {
        CRC32C crc = new CRC32C();
        crc.update(text, 0, length);
        return (int) crc.getValue();
    }
}
