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

    /** How often a copy that was overtaken is tried again before the writer counts as mad. */
    private static final int TRIES = 10_000;
    private static final DataStatus[] STATUSES = DataStatus.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final MemorySegment region;
    private final String name;
    private final Doorbell doorbell;
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
        this.outcomesSeen = PeerRead.of(name, () -> {
            check(longAt(MAGIC_AT) == MAGIC, "is not a state region");
            check(intAt(VERSION_AT) == VERSION, "has layout version " + intAt(VERSION_AT) + ", and this program reads " + VERSION);
            check(intAt(SLOT_SIZE_AT) == SLOT_SIZE && intAt(OUTCOME_COUNT_AT) == OUTCOME_COUNT, "has other sizes than its version");
            check(longAt(EPOCH_AT) == epoch, "is of another start of the driver than its stub");
            return Math.max(0, longAt(OUTCOME_TOTAL_AT));
        });
        this.publicationSeen = sequence();
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** The number of the newest publication; 0 before the first. */
    long sequence() throws RegionFault {
        return PeerRead.of(name, this::publication);
    }

    DataStatus status() throws RegionFault {
        return PeerRead.of(name, () -> {
            int status = intAt(STATUS_AT);
            check(status >= 0 && status < STATUSES.length, "has data status " + status + ", which means nothing");
            return STATUSES[status];
        });
    }

    /** CLOCK_BOOTTIME nanoseconds of the driver's last good exchange; Long.MIN_VALUE when there was none. */
    long heartbeatNanos() throws RegionFault {
        long heartbeat = PeerRead.of(name, () -> longAt(HEARTBEAT_AT));
        return heartbeat <= 0 ? Long.MIN_VALUE : heartbeat;
    }

    /**
     * Copies the newest publication.
     *
     * @return the text, whole; empty before the first publication
     */
    byte[] newest() throws RegionFault {
        return PeerRead.of(name, () -> {
            for (int i = 0; i < TRIES; i++) {
                long publication = publication();
                byte[] text = publication == 0 ? new byte[0] : copy(publication);
                if (text != null) {
                    publicationSeen = publication;
                    return text;
                }
                Thread.onSpinWait();
            }
            throw new RegionFault(name + " changes faster than it can be read, or its slots do not hold what its sequence says");
        });
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
        check(text != null, "has a slot that claims " + length + " bytes");
        check(RegionWriter.checksum(text) == checksum, "has a slot whose checksum is wrong");
        return text;
    }

    /** The outcomes that came since the last call, oldest first; one that was overwritten unread is not among them. */
    List<Reported> newOutcomes() throws RegionFault {
        return PeerRead.of(name, () -> {
            List<Reported> reported = new ArrayList<>();
            long total = longAt(OUTCOME_TOTAL_AT);
            check(total >= outcomesSeen, "counts its outcomes backwards");
            for (long k = Math.max(outcomesSeen, total - OUTCOME_COUNT); k < total; k++) {
                long entry = OUTCOMES_AT + k % OUTCOME_COUNT * OUTCOME_SIZE;
                int outcome = intAt(entry + 8);
                check(outcome >= 0 && outcome < OUTCOMES.length, "has an outcome " + outcome + ", which means nothing");
                reported.add(new Reported(longAt(entry), OUTCOMES[outcome]));
            }
            outcomesSeen = total;
            return reported;
        });
    }

    private int intAt(long offset) {
        return RegionLayout.intAt(region, offset);
    }

    private long longAt(long offset) {
        return RegionLayout.longAt(region, offset);
    }

    private void check(boolean good, String otherwise) throws RegionFault {
        if (!good) {
            throw new RegionFault(name + " " + otherwise);
        }
    }
}
