package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The shape of a state region, {@code NAME.region}: written by the driver, read by upsd. All numbers are in the machine's byte order;
 * docs/state-region.md repeats this table for readers in other languages.
 *
 * <pre>
 *  offset  size  field
 *       0     8  magic            "NUTRGN01" as a number
 *       8     4  layout version   1
 *      12     4  slot size        bytes of one slot, its 16-byte header included
 *      16     4  outcome count    entries in the ring of outcomes
 *      20     4  doorbell         futex word; grows by one when there is news
 *      24     8  epoch            a new random number for each start of the driver
 *      32     8  pid              of the driver
 *      40     8  sequence         number of the newest publication; 0 before the first. Publication n stands in slot n and 1
 *      48     8  heartbeat        CLOCK_BOOTTIME nanoseconds of the last good exchange with the UPS; 0 before the first
 *      56     4  data status      0 starting, 1 fresh, 2 stale, 3 closed
 *      60     4  (zero)
 *      64     8  outcome total    outcomes ever written; outcome k (from 0) stands in entry k mod count
 *      72    56  (zero)
 *     128  16*n  outcomes         each: request id (8), outcome 0 handled 1 unknown 2 invalid 3 failed (4), zero (4)
 *    4096     s  slot 0           publication (8), length (4), CRC32C of the text (4), text
 *  4096+s     s  slot 1
 * </pre>
 *
 * <p>To publish n: put -1 into the publication field of slot {@code n & 1} (the slot not in use), write the text, its length and its
 * checksum, put n into the publication field, then n into the sequence (each with release order). A reader takes the sequence (acquire),
 * looks for that number in the slot, copies, and looks again: if the number is still there, the copy is whole.
 */
final class RegionLayout {
    static final long MAGIC = 0x3130_4E47_5254_554EL;
    static final int VERSION = 1;

    static final long MAGIC_AT = 0;
    static final long VERSION_AT = 8;
    static final long SLOT_SIZE_AT = 12;
    static final long OUTCOME_COUNT_AT = 16;
    static final long DOORBELL_AT = 20;
    static final long EPOCH_AT = 24;
    static final long PID_AT = 32;
    static final long SEQUENCE_AT = 40;
    static final long HEARTBEAT_AT = 48;
    static final long STATUS_AT = 56;
    static final long OUTCOME_TOTAL_AT = 64;
    static final long OUTCOMES_AT = 128;
    static final int OUTCOME_SIZE = 16;
    static final int OUTCOME_COUNT = 128;
    static final int HEADER_SIZE = 4096;

    static final long SLOT_PUBLICATION = 0;
    static final long SLOT_LENGTH = 8;
    static final long SLOT_CHECKSUM = 12;
    static final int SLOT_HEADER_SIZE = 16;
    /** 64 KiB a slot: room for about a thousand variables. Pages that are not used cost nothing. */
    static final int SLOT_SIZE = 64 * 1024;
    static final int FILE_SIZE = HEADER_SIZE + 2 * SLOT_SIZE;

    static final long WRITING = -1;

    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final VarHandle LONG = JAVA_LONG.varHandle();

    private RegionLayout() {
    }

    static long slotAt(long publication, int slotSize) {
        return HEADER_SIZE + (publication & 1) * slotSize;
    }

    static int intAt(MemorySegment region, long offset) {
        return (int) INT.getAcquire(region, offset);
    }

    static long longAt(MemorySegment region, long offset) {
        return (long) LONG.getAcquire(region, offset);
    }

    static void putInt(MemorySegment region, long offset, int value) {
        INT.setRelease(region, offset, value);
    }

    static void putLong(MemorySegment region, long offset, long value) {
        LONG.setRelease(region, offset, value);
    }

    static int addInt(MemorySegment region, long offset, int more) {
        return (int) INT.getAndAdd(region, offset, more) + more;
    }
}
