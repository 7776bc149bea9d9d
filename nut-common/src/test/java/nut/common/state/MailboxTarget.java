package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** A mailbox as the driver reads it. */
final class MailboxTarget extends ImageTarget {
    private static final long EPOCH = 77;
    private static final long DRIVER_EPOCH = 78;

    private final MemorySegment mailbox = Arena.ofAuto().allocate(MailboxLayout.FILE_SIZE, 8);

    @Override
    public String name() {
        return "mailbox";
    }

    @Override
    long body() {
        return MailboxLayout.entryAt(1);
    }

    @Override
    MemorySegment image(byte[] text) {
        mailbox.asSlice(0, MailboxLayout.HEADER_SIZE).fill((byte) 0);
        MailboxWriter upsd = new MailboxWriter(mailbox, EPOCH, 1, DRIVER_EPOCH);
        upsd.post(Arrays.copyOf(text, Math.min(text.length, MailboxLayout.MAXIMUM_TEXT)));
        return mailbox;
    }

    @Override
    void mend(MemorySegment image) {
        long entry = MailboxLayout.entryAt(1);
        int length = RegionLayout.intAt(image, entry + MailboxLayout.ENTRY_LENGTH);
        if (length >= 0 && length <= MailboxLayout.MAXIMUM_TEXT) {
            byte[] text = image.asSlice(entry + MailboxLayout.ENTRY_HEADER_SIZE, length).toArray(JAVA_BYTE);
            RegionLayout.putInt(image, entry + MailboxLayout.ENTRY_CHECKSUM, RegionWriter.checksum(text));
        }
    }

    @Override
    void read(MemorySegment image) throws RegionFault {
        List<Request> requests = new MailboxReader(image, "image", EPOCH, DRIVER_EPOCH).take();
        if (requests.size() > MailboxLayout.ENTRY_COUNT) {
            throw new AssertionError(requests.size() + " requests");
        }
    }
}
