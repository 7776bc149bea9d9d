package nut.common.state;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.posix.ProcessControl;

/**
 * upsd's mailbox to one driver, made anew for each start of the driver, and the requests in it that have no outcome yet. Crossing point:
 * the event loop submits, the follower's thread opens, closes and takes outcomes. The lock of this object guards memory alone, so that
 * {@link #submit} never waits for a file; the files have a lock of their own.
 */
final class UpsdMailbox {
    /** Requests without an outcome; fewer than a mailbox has entries and a region has outcomes. */
    static final int MAXIMUM_OUTSTANDING = MailboxLayout.ENTRY_COUNT / 2;
    /** Leaves room to count the requests up from there. */
    private static final long EPOCHS_END = 1L << 62;

    private final StateFiles files;
    private final String version;
    private final Supplier<MemorySegment> maker;
    private final Object filesLock = new Object();
    private final Set<Long> outstanding = new LinkedHashSet<>();
    private MailboxWriter writer;
    private boolean over;

    /**
     * No mailbox yet.
     *
     * @param version upsd's version, for the stub
     * @param maker   makes the file and maps it
     */
    UpsdMailbox(StateFiles files, String version, Supplier<MemorySegment> maker) {
        this.files = files;
        this.version = version;
        this.maker = maker;
    }

    /** Posts a request; -1 when there is no driver, or too many requests lie there, or the words are too long. */
    long submit(List<String> words) {
        byte[] text = SnapshotText.encodeWords(words);
        synchronized (this) {
            if (writer == null || outstanding.size() >= MAXIMUM_OUTSTANDING || text.length > MailboxLayout.MAXIMUM_TEXT) {
                return -1;
            }
            long id = writer.post(text);
            outstanding.add(id);
            return id;
        }
    }

    /** Whether that request was waiting for its outcome; it is no longer. */
    synchronized boolean ended(long id) {
        return outstanding.remove(id);
    }

    /**
     * Makes the mailbox of one start of the driver.
     *
     * @throws AdminFault when the files cannot be made; there is no mailbox then
     */
    void open(long driverEpoch) {
        synchronized (filesLock) {
            if (over) {
                return;
            }
            long epoch = ThreadLocalRandom.current().nextLong(1, EPOCHS_END);
            long pid = ProcessControl.self();
            MailboxWriter made = new MailboxWriter(maker.get(), epoch, pid, driverEpoch);
            new Stub("upsd", version, pid, epoch, files.mailbox().getFileName().toString(), MailboxLayout.FILE_SIZE, null)
                .write(files.upsdStub());
            use(made);
        }
    }

    private synchronized void use(MailboxWriter made) {
        writer = made;
    }

    /** Takes the mailbox away; returns the requests that will have no outcome. */
    List<Long> close() {
        synchronized (filesLock) {
            if (!inUse()) {
                return List.of();
            }
            List<Long> unanswered = giveUp();
            StateFiles.remove(files.upsdStub());
            StateFiles.remove(files.mailbox());
            return unanswered;
        }
    }

    /** The same, for good. */
    List<Long> closeForEver() {
        synchronized (filesLock) {
            over = true;
            return close();
        }
    }

    private synchronized boolean inUse() {
        return writer != null;
    }

    private synchronized List<Long> giveUp() {
        writer = null;
        List<Long> unanswered = List.copyOf(outstanding);
        outstanding.clear();
        return unanswered;
    }
}
