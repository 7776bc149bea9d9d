package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nut.common.state.RegionLayout.putInt;
import static nut.common.state.RegionLayout.putLong;

import java.lang.foreign.MemorySegment;

/** The writing side of a mailbox: upsd's. Owned by one thread at a time; never waits for the reader. */
final class MailboxWriter {
    private final MemorySegment mailbox;
    private final Doorbell doorbell;
    private final long epoch;
    private long posted;

    /** Fills the header of an empty mapping of {@link MailboxLayout#FILE_SIZE} bytes. */
    MailboxWriter(MemorySegment mailbox, long epoch, long pid, long driverEpoch) {
        this.mailbox = mailbox;
        this.epoch = epoch;
        this.doorbell = new Doorbell(mailbox, MailboxLayout.DOORBELL_AT);
        putInt(mailbox, MailboxLayout.VERSION_AT, MailboxLayout.VERSION);
        putInt(mailbox, MailboxLayout.ENTRY_COUNT_AT, MailboxLayout.ENTRY_COUNT);
        putInt(mailbox, MailboxLayout.ENTRY_SIZE_AT, MailboxLayout.ENTRY_SIZE);
        putLong(mailbox, MailboxLayout.EPOCH_AT, epoch);
        putLong(mailbox, MailboxLayout.PID_AT, pid);
        putLong(mailbox, MailboxLayout.DRIVER_EPOCH_AT, driverEpoch);
        putLong(mailbox, MailboxLayout.MAGIC_AT, MailboxLayout.MAGIC);
    }

    /**
     * Posts a request and rings. The caller keeps fewer than {@link MailboxLayout#ENTRY_COUNT} requests without an outcome.
     *
     * @return the request's id
     */
    long post(byte[] text) {
        if (text.length > MailboxLayout.MAXIMUM_TEXT) {
            throw new IllegalArgumentException(
                "a request of " + text.length + " bytes does not fit into an entry of " + MailboxLayout.MAXIMUM_TEXT);
        }
        long number = posted + 1;
        long id = epoch + number;
        long entry = MailboxLayout.entryAt(number);
        MemorySegment.copy(text, 0, mailbox, JAVA_BYTE, entry + MailboxLayout.ENTRY_HEADER_SIZE, text.length);
        putInt(mailbox, entry + MailboxLayout.ENTRY_LENGTH, text.length);
        putInt(mailbox, entry + MailboxLayout.ENTRY_CHECKSUM, RegionWriter.checksum(text));
        putLong(mailbox, entry + MailboxLayout.ENTRY_ID, id);
        putLong(mailbox, MailboxLayout.POSTED_AT, number);
        posted = number;
        doorbell.ring();
        return id;
    }
}
