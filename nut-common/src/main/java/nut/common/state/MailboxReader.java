package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static nut.common.state.RegionLayout.intAt;
import static nut.common.state.RegionLayout.longAt;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The reading side of a mailbox: the driver's. Believes nothing of what upsd wrote. */
final class MailboxReader {
    private final MemorySegment mailbox;
    private final String name;
    private final Doorbell doorbell;
    private final long epoch;
    private long taken;

    /** Checks the header against the epoch that upsd's stub announced and the driver's own. */
    MailboxReader(MemorySegment mailbox, String name, long epoch, long driverEpoch) throws RegionFault {
        this.mailbox = mailbox;
        this.name = name;
        this.epoch = epoch;
        this.doorbell = new Doorbell(mailbox, MailboxLayout.DOORBELL_AT);
        PeerRead.of(name, () -> {
            check(longAt(mailbox, MailboxLayout.MAGIC_AT) == MailboxLayout.MAGIC, "is not a mailbox");
            int version = intAt(mailbox, MailboxLayout.VERSION_AT);
            check(version == MailboxLayout.VERSION,
                "has layout version " + version + ", and this program reads " + MailboxLayout.VERSION);
            check(intAt(mailbox, MailboxLayout.ENTRY_COUNT_AT) == MailboxLayout.ENTRY_COUNT
                && intAt(mailbox, MailboxLayout.ENTRY_SIZE_AT) == MailboxLayout.ENTRY_SIZE, "has other sizes than its version");
            check(longAt(mailbox, MailboxLayout.EPOCH_AT) == epoch, "is not the one that upsd's stub announces");
            check(longAt(mailbox, MailboxLayout.DRIVER_EPOCH_AT) == driverEpoch, "is meant for another start of the driver");
            return epoch;
        });
    }

    Doorbell doorbell() {
        return doorbell;
    }

    /** The requests that came since the last call, oldest first; one that cannot be read has no words. */
    List<Request> take() throws RegionFault {
        return PeerRead.of(name, () -> {
            long posted = longAt(mailbox, MailboxLayout.POSTED_AT);
            check(posted >= taken, "counts its requests backwards");
            check(posted - taken <= MailboxLayout.ENTRY_COUNT, "claims more requests than it has entries");
            List<Request> requests = new ArrayList<>();
            while (taken < posted) {
                taken++;
                requests.add(new Request(epoch + taken, words(text(taken))));
            }
            return requests;
        });
    }

    private static List<String> words(byte[] text) {
        return text == null ? List.of() : SnapshotText.words(new String(text, StandardCharsets.UTF_8));
    }

    private byte[] text(long number) {
        long entry = MailboxLayout.entryAt(number);
        int length = intAt(mailbox, entry + MailboxLayout.ENTRY_LENGTH);
        int checksum = intAt(mailbox, entry + MailboxLayout.ENTRY_CHECKSUM);
        if (longAt(mailbox, entry + MailboxLayout.ENTRY_ID) != epoch + number || length < 0 || length > MailboxLayout.MAXIMUM_TEXT) {
            return null;
        }
        byte[] text = new byte[length];
        MemorySegment.copy(mailbox, JAVA_BYTE, entry + MailboxLayout.ENTRY_HEADER_SIZE, text, 0, length);
        return RegionWriter.checksum(text) == checksum ? text : null;
    }

    private void check(boolean good, String otherwise) throws RegionFault {
        if (!good) {
            throw new RegionFault(name + " " + otherwise);
        }
    }
}
