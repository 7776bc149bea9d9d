package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nut.common.state.RegionLayout.intAt;
import static nut.common.state.RegionLayout.longAt;

import java.lang.foreign.MemorySegment;

/** The reading side of a mailbox: the driver's. Believes nothing of what upsd wrote. */
final class MailboxReader {
    /** Takes each request as it is read. */
    interface Taker {
        /** A request whose text came over whole. */
        void request(long id, byte[] text);

        /** A request that cannot be read. */
        void damaged(long id);
    }

    private final MemorySegment mailbox;
    private final String name;
    private final Doorbell doorbell;
    private long taken;

    /** Checks the header against the epoch that upsd's stub announced and the driver's own. */
    MailboxReader(MemorySegment mailbox, String name, long epoch, long driverEpoch) throws RegionFault {
        this.mailbox = mailbox;
        this.name = name;
        this.doorbell = new Doorbell(mailbox, MailboxLayout.DOORBELL_AT);
        try {
            check(longAt(mailbox, MailboxLayout.MAGIC_AT) == MailboxLayout.MAGIC, "is not a mailbox");
            int version = intAt(mailbox, MailboxLayout.VERSION_AT);
            check(version == MailboxLayout.VERSION,
                "has layout version " + version + ", and this program reads " + MailboxLayout.VERSION);
            check(intAt(mailbox, MailboxLayout.ENTRY_COUNT_AT) == MailboxLayout.ENTRY_COUNT
                && intAt(mailbox, MailboxLayout.ENTRY_SIZE_AT) == MailboxLayout.ENTRY_SIZE, "has other sizes than its version");
            check(longAt(mailbox, MailboxLayout.EPOCH_AT) == epoch, "is not the one that upsd's stub announces");
            check(longAt(mailbox, MailboxLayout.DRIVER_EPOCH_AT) == driverEpoch, "is meant for another start of the driver");
            RegionLayout.settle();
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** Hands over the requests that came since the last call, oldest first. */
    void take(Taker taker) throws RegionFault {
        try {
            long posted = longAt(mailbox, MailboxLayout.POSTED_AT);
            RegionLayout.settle();
            check(posted >= taken, "counts its requests backwards");
            check(posted - taken <= MailboxLayout.ENTRY_COUNT, "claims more requests than it has entries");
            while (taken < posted) {
                long id = ++taken;
                byte[] text = text(id);
                RegionLayout.settle();
                if (text == null) {
                    taker.damaged(id);
                } else {
                    taker.request(id, text);
                }
            }
        } catch (InternalError truncated) {
            throw cutShort();
        }
    }

    private byte[] text(long id) {
        long entry = MailboxLayout.entryAt(id);
        int length = intAt(mailbox, entry + MailboxLayout.ENTRY_LENGTH);
        int checksum = intAt(mailbox, entry + MailboxLayout.ENTRY_CHECKSUM);
        if (longAt(mailbox, entry + MailboxLayout.ENTRY_ID) != id || length < 0 || length > MailboxLayout.MAXIMUM_TEXT) {
            return null;
        }
        byte[] text = new byte[length];
        MemorySegment.copy(mailbox, JAVA_BYTE, entry + MailboxLayout.ENTRY_HEADER_SIZE, text, 0, length);
        return RegionWriter.checksum(text) == checksum ? text : null;
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
