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
import java.util.ArrayList;
import java.util.List;

/**
 * The reading side of a region: believes nothing. Every size, number and checksum is looked at on every read; a file that has been cut
 * short under the mapping is a {@link RegionFault} like any other.
 */
final class RegionReader {
    /** How a request ended. */
    record Reported(long id, Outcome outcome) {
    }

    /**
     * What stands before the slots.
     *
     * @param heartbeatNanos CLOCK_BOOTTIME nanoseconds of the driver's last good exchange; Long.MIN_VALUE when there was none
     * @param newOutcomes    the outcomes that came since the last look, oldest first; one that was overwritten unread is not among them
     * @param status         what the driver says of its data
     * @param publication    the number of the newest publication; 0 before the first
     */
    record Header(long heartbeatNanos, List<Reported> newOutcomes, DataStatus status, long publication) {
    }

    /** How often a copy that was overtaken is tried again before the writer counts as mad. */
    private static final int TRIES = 10_000;
    private static final DataStatus[] STATUSES = DataStatus.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final MemorySegment region;
    private final String name;
    private final Doorbell doorbell;
    private final PeerRead.Access<Header> header = this::readHeader;
    private final PeerRead.Access<byte[]> newest = this::readNewest;
    private long publicationSeen;
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
        PeerRead.of(name, () -> {
            check(longAt(MAGIC_AT) == MAGIC, "is not a state region");
            check(intAt(VERSION_AT) == VERSION, "has layout version " + intAt(VERSION_AT) + ", and this program reads " + VERSION);
            check(intAt(SLOT_SIZE_AT) == SLOT_SIZE && intAt(OUTCOME_COUNT_AT) == OUTCOME_COUNT, "has other sizes than its version");
            check(longAt(EPOCH_AT) == epoch, "is of another start of the driver than its stub");
            outcomesSeen = Math.max(0, longAt(OUTCOME_TOTAL_AT));
            publicationSeen = publication();
            return this;
        });
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** Reads what stands before the slots, from left to right as {@link Header} has it. */
    Header header() throws RegionFault {
        return PeerRead.of(name, header);
    }

    private Header readHeader() throws RegionFault {
        long heartbeat = longAt(HEARTBEAT_AT);
        List<Reported> outcomes = newOutcomes();
        int status = intAt(STATUS_AT);
        if (status < 0 || status >= STATUSES.length) {
            throw fault("has data status " + status + ", which means nothing");
        }
        return new Header(heartbeat <= 0 ? Long.MIN_VALUE : heartbeat, outcomes, STATUSES[status], publication());
    }

    /**
     * Copies the newest publication.
     *
     * @return the text, whole; empty before the first publication
     */
    byte[] newest() throws RegionFault {
        return PeerRead.of(name, newest);
    }

    private byte[] readNewest() throws RegionFault {
        for (int i = 0; i < TRIES; i++) {
            long publication = publication();
            byte[] text = publication == 0 ? new byte[0] : copy(publication);
            if (text != null) {
                publicationSeen = publication;
                return text;
            }
            Thread.onSpinWait();
        }
        throw fault("changes faster than it can be read, or its slots do not hold what its sequence says");
    }

    private long publication() throws RegionFault {
        long publication = longAt(SEQUENCE_AT);
        check(publication >= publicationSeen, "counts its publications backwards");
        return publication;
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
        if (text == null) {
            throw fault("has a slot that claims " + length + " bytes");
        }
        check(RegionWriter.checksum(text) == checksum, "has a slot whose checksum is wrong");
        return text;
    }

    private List<Reported> newOutcomes() throws RegionFault {
        long total = longAt(OUTCOME_TOTAL_AT);
        check(total >= outcomesSeen, "counts its outcomes backwards");
        if (total == outcomesSeen) {
            return List.of();
        }
        List<Reported> reported = new ArrayList<>();
        for (long k = Math.max(outcomesSeen, total - OUTCOME_COUNT); k < total; k++) {
            long entry = OUTCOMES_AT + k % OUTCOME_COUNT * OUTCOME_SIZE;
            int outcome = intAt(entry + 8);
            if (outcome < 0 || outcome >= OUTCOMES.length) {
                throw fault("has an outcome " + outcome + ", which means nothing");
            }
            reported.add(new Reported(longAt(entry), OUTCOMES[outcome]));
        }
        outcomesSeen = total;
        return reported;
    }

    private int intAt(long offset) {
        return RegionLayout.intAt(region, offset);
    }

    private long longAt(long offset) {
        return RegionLayout.longAt(region, offset);
    }

    private void check(boolean good, String otherwise) throws RegionFault {
        if (!good) {
            throw fault(otherwise);
        }
    }

    /** For a sentence with numbers in it, which would be put together for nothing at each good read if it were given to {@link #check}. */
    private RegionFault fault(String what) {
        return new RegionFault(name + " " + what);
    }
}
