package nut.common.state;

/**
 * The shape of a mailbox, {@code NAME.mailbox}: written by upsd, read by the driver. All numbers are in the machine's byte order;
 * docs/state-region.md repeats this table.
 *
 * <pre>
 *  offset  size  field
 *       0     8  magic            "NUTMBX01" as a number
 *       8     4  layout version   1
 *      12     4  entry count      entries in the ring
 *      16     4  entry size       bytes of one entry, its 16-byte header included
 *      20     4  doorbell         futex word; grows by one with each request
 *      24     8  epoch            a new random number for each mailbox
 *      32     8  pid              of upsd
 *      40     8  driver epoch     the epoch of the region that this mailbox answers to
 *      48     8  posted           requests ever posted; request i (from 1) stands in entry i mod count and has the id epoch + i
 *      56  4040  (zero)
 *    4096   n*e  entries          each: id (8), length (4), CRC32C of the text (4), text
 * </pre>
 *
 * <p>Ids begin at the epoch because a driver may report the outcome of a request of one upsd when the next upsd already listens.
 */
final class MailboxLayout {
    static final long MAGIC = 0x3130_5842_4D54_554EL;
    static final int VERSION = 1;

    static final long MAGIC_AT = 0;
    static final long VERSION_AT = 8;
    static final long ENTRY_COUNT_AT = 12;
    static final long ENTRY_SIZE_AT = 16;
    static final long DOORBELL_AT = 20;
    static final long EPOCH_AT = 24;
    static final long PID_AT = 32;
    static final long DRIVER_EPOCH_AT = 40;
    static final long POSTED_AT = 48;
    static final int HEADER_SIZE = 4096;

    static final long ENTRY_ID = 0;
    static final long ENTRY_LENGTH = 8;
    static final long ENTRY_CHECKSUM = 12;
    static final int ENTRY_HEADER_SIZE = 16;
    static final int ENTRY_COUNT = 64;
    static final int ENTRY_SIZE = 1024;
    static final int MAXIMUM_TEXT = ENTRY_SIZE - ENTRY_HEADER_SIZE;
    static final int FILE_SIZE = HEADER_SIZE + ENTRY_COUNT * ENTRY_SIZE;

    private MailboxLayout() {
    }

    static long entryAt(long number) {
        return HEADER_SIZE + number % ENTRY_COUNT * ENTRY_SIZE;
    }
}
