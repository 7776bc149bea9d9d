package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nut.common.state.RegionLayout.DOORBELL_AT;
import static nut.common.state.RegionLayout.EPOCH_AT;
import static nut.common.state.RegionLayout.HEARTBEAT_AT;
import static nut.common.state.RegionLayout.MAGIC;
import static nut.common.state.RegionLayout.MAGIC_AT;
import static nut.common.state.RegionLayout.OUTCOMES_AT;
import static nut.common.state.RegionLayout.OUTCOME_COUNT;
import static nut.common.state.RegionLayout.OUTCOME_COUNT_AT;
import static nut.common.state.RegionLayout.OUTCOME_SIZE;
import static nut.common.state.RegionLayout.OUTCOME_TOTAL_AT;
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

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;

/**
 * The reading side of a region: believes nothing. Every size, number and checksum is looked at on every read; a file that has been cut
 * short under the mapping (the JVM's InternalError) is a {@link RegionFault} like any other.
 */
final class RegionReader {
    /** How often a copy that was overtaken is tried again before the writer counts as mad. */
    private static final int TRIES = 10_000;
    private static final DataStatus[] STATUSES = DataStatus.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final MemorySegment region;
    private final String name;
    private final Doorbell doorbell;
    private long outcomesSeen;

    /**
     * Checks the header.
     *
     * @param region a mapping of {@link RegionLayout#FILE_SIZE} bytes
     * @param name   the file, for messages
     * @param epoch  the epoch that the driver's stub announced
     */
    RegionReader(MemorySegment region, String name, long epoch) throws RegionFault {
        this.region = region;
        this.name = name;
        this.doorbell = new Doorbell(region, DOORBELL_AT);
        try {
            check(longAt(MAGIC_AT) == MAGIC, "is not a state region");
            check(intAt(VERSION_AT) == VERSION, "has layout version " + intAt(VERSION_AT) + ", and this program reads " + VERSION);
            check(intAt(SLOT_SIZE_AT) == SLOT_SIZE && intAt(OUTCOME_COUNT_AT) == OUTCOME_COUNT, "has other sizes than its version");
            check(longAt(EPOCH_AT) == epoch, "is of another start of the driver than its stub");
            outcomesSeen = Math.max(0, longAt(OUTCOME_TOTAL_AT));
            RegionLayout.settle();
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** The number of the newest publication; 0 before the first. */
    long sequence() throws RegionFault {
        try {
            long sequence = longAt(SEQUENCE_AT);
            RegionLayout.settle();
            return sequence;
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    DataStatus status() throws RegionFault {
        try {
            int status = intAt(STATUS_AT);
            RegionLayout.settle();
            check(status >= 0 && status < STATUSES.length, "has data status " + status + ", which means nothing");
            return STATUSES[status];
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    /** CLOCK_BOOTTIME nanoseconds of the driver's last good exchange; Long.MIN_VALUE when there was none or the file is gone bad. */
    long heartbeatNanos() {
        try {
            long heartbeat = longAt(HEARTBEAT_AT);
            RegionLayout.settle();
            return heartbeat <= 0 ? Long.MIN_VALUE : heartbeat;
        } catch (InternalError truncated) {
            return Long.MIN_VALUE;
        }
    }

    /**
     * Copies the newest publication.
     *
     * @return the text, whole; empty before the first publication
     */
    byte[] newest() throws RegionFault {
        try {
            for (int i = 0; i < TRIES; i++) {
                long publication = longAt(SEQUENCE_AT);
                if (publication == 0) {
                    RegionLayout.settle();
                    return new byte[0];
                }
                check(publication > 0, "has a negative sequence");
                byte[] text = copy(publication);
                if (text != null) {
                    RegionLayout.settle();
                    return text;
                }
                Thread.onSpinWait();
            }
            RegionLayout.settle();
        } catch (InternalError truncated) {
            throw cutShort();
        }
        throw new RegionFault(name + " changes faster than it can be read, or its slots do not hold what its sequence says");
    }

    /** One attempt: null when the writer overtook it. */
    private byte[] copy(long publication) throws RegionFault {
        long slot = RegionLayout.slotAt(publication, SLOT_SIZE);
        if (longAt(slot + SLOT_PUBLICATION) != publication) {
            return null;
        }
        int length = intAt(slot + SLOT_LENGTH);
        int checksum = intAt(slot + SLOT_CHECKSUM);
        byte[] text = null;
        if (length >= 0 && length <= RegionWriter.MAXIMUM_TEXT) {
            text = new byte[length];
            MemorySegment.copy(region, JAVA_BYTE, slot + SLOT_HEADER_SIZE, text, 0, length);
        }
        VarHandle.fullFence();
        if (longAt(slot + SLOT_PUBLICATION) != publication) {
            return null;
        }
        check(text != null, "has a slot that claims " + length + " bytes");
        check(RegionWriter.checksum(text) == checksum, "has a slot whose checksum is wrong");
        return text;
    }

    /** Hands over the outcomes that came since the last call; one that was overwritten unread is not seen. */
    void newOutcomes(BiConsumer<Long, Outcome> each) throws RegionFault {
        try {
            long total = longAt(OUTCOME_TOTAL_AT);
            RegionLayout.settle();
            check(total >= outcomesSeen, "counts its outcomes backwards");
            for (long k = Math.max(outcomesSeen, total - OUTCOME_COUNT); k < total; k++) {
                long entry = OUTCOMES_AT + k % OUTCOME_COUNT * OUTCOME_SIZE;
                int outcome = intAt(entry + 8);
                check(outcome >= 0 && outcome < OUTCOMES.length, "has an outcome " + outcome + ", which means nothing");
                long id = longAt(entry);
                RegionLayout.settle();
                each.accept(id, OUTCOMES[outcome]);
            }
            outcomesSeen = total;
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    private int intAt(long offset) {
        return RegionLayout.intAt(region, offset);
    }

    private long longAt(long offset) {
        return RegionLayout.longAt(region, offset);
    }

    private void check(boolean good, String otherwise) throws RegionFault {
        if (!good) {
            RegionLayout.settle();
            throw new RegionFault(name + " " + otherwise);
        }
    }

    private RegionFault cutShort() {
        return new RegionFault(name + " was cut short while it was in use");
    }
}
