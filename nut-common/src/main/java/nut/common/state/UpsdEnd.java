package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.AdminFault;
import nut.common.posix.LifeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * upsd's side of the joint with one driver: finds its stub, maps its region, follows it through restarts for ever, and posts requests.
 * All reading is done by one thread of this object, so that a region which goes bad can hurt no other; {@link #view} and
 * {@link #submit} may be called from any thread.
 */
public final class UpsdEnd implements AutoCloseable {
    /** Takes the news, on a thread of {@link UpsdEnd}; hands them over at once. */
    public interface Listener {
        /** The driver came or went, or its data or their status changed. */
        void changed(DriverView view);

        /** A request ended. */
        void outcome(long id, Outcome outcome);
    }

    private static final Logger LOG = LoggerFactory.getLogger(UpsdEnd.class);
    /** Requests without an outcome; fewer than a mailbox has entries and a region has outcomes. */
    private static final int MAXIMUM_OUTSTANDING = MailboxLayout.ENTRY_COUNT / 2;

    private final StateFiles files;
    private final Listener listener;
    private final String version;
    private final DirectoryWatch watch;
    private final RegionFollower follower;
    private final Set<Long> outstanding = new LinkedHashSet<>();
    private MailboxWriter mailbox;
    private long idBase;
    private long lastId;
    private volatile DriverView view = DriverView.NONE;

    private UpsdEnd(DirectoryWatch watch, StateFiles files, String version, Listener listener) {
        this.files = files;
        this.listener = listener;
        this.version = version;
        this.watch = watch;
        this.follower = new RegionFollower();
    }

    /**
     * Follows the driver of a UPS, whether it is there yet or not.
     *
     * @param watch          the watch on the state directory, shared by all of a process
     * @param stateDirectory where driver and upsd meet
     * @param ups            the section's name in ups.conf
     * @param version        upsd's version, for the stub of its mailbox
     */
    public static UpsdEnd follow(DirectoryWatch watch, Path stateDirectory, String ups, String version, Listener listener) {
        StateFiles files = new StateFiles(stateDirectory, ups);
        UpsdEnd end = new UpsdEnd(watch, files, version, listener);
        watch.on(files.driverStub(), end.follower::poke);
        end.follower.start();
        return end;
    }

    /** What is known now. */
    public DriverView view() {
        return view;
    }

    /**
     * Posts a request to the driver.
     *
     * @param words {@code INSTCMD name [value]} or {@code SET variable value}
     * @return its id, unique as long as this object lives; -1 when there is no driver, or it leaves too many requests lying, or the words
     *     are too long for an entry
     */
    public synchronized long submit(List<String> words) {
        byte[] text = SnapshotText.encodeWords(words);
        if (mailbox == null || outstanding.size() >= MAXIMUM_OUTSTANDING || text.length > MailboxLayout.MAXIMUM_TEXT) {
            return -1;
        }
        lastId = idBase + mailbox.post(text);
        outstanding.add(lastId);
        return lastId;
    }

    /** Follows no longer. */
    @Override
    public void close() {
        watch.forget(files.driverStub());
        follower.close();
        closeMailbox();
    }

    private synchronized void openMailbox(long driverEpoch) {
        try {
            long epoch = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            long pid = ProcessHandle.current().pid();
            MemorySegment mapping = StateFiles.create(files.mailbox(), MailboxLayout.FILE_SIZE);
            mailbox = new MailboxWriter(mapping, epoch, pid, driverEpoch);
            idBase = lastId;
            new Stub("upsd", version, pid, epoch, files.mailbox().getFileName().toString(), MailboxLayout.FILE_SIZE, null)
                .write(files.upsdStub());
        } catch (AdminFault fault) {
            mailbox = null;
            LOG.error("UPS [{}] can be watched but takes no commands: {}", files.ups(), fault.getMessage());
        }
    }

    private void closeMailbox() {
        List<Long> unanswered;
        synchronized (this) {
            if (mailbox == null) {
                return;
            }
            mailbox = null;
            unanswered = List.copyOf(outstanding);
            outstanding.clear();
            StateFiles.remove(files.upsdStub());
            StateFiles.remove(files.mailbox());
        }
        unanswered.forEach(id -> listener.outcome(id, Outcome.FAILED));
    }

    private void outcome(long mailboxId, Outcome outcome) {
        long id;
        synchronized (this) {
            id = idBase + mailboxId;
            if (!outstanding.remove(id)) {
                return;
            }
        }
        listener.outcome(id, outcome);
    }

    private void show(DriverView next) {
        view = next;
        listener.changed(next);
    }

    /** The thread that alone touches the mapped region. */
    private final class RegionFollower extends Follower {
        private final AtomicLong heartbeat = new AtomicLong(Long.MIN_VALUE);
        private RegionReader reader;
        private long epoch;
        private long sequence;
        private DataStatus status;
        private Life life;

        RegionFollower() {
            super("region-" + files.ups());
        }

        @Override
        void step(boolean wasPoked) {
            try {
                if (reader != null && life.over) {
                    read();
                    leaveIfThere("its process has ended without saying good-bye");
                }
                if (wasPoked) {
                    follow(Stub.read(files.driverStub()));
                }
                if (reader != null) {
                    listen(reader.doorbell());
                    read();
                }
            } catch (RegionFault | InternalError fault) {
                LOG.error("UPS [{}]: {}; not used until its driver starts anew", files.ups(), fault.getMessage());
                leave(null);
            }
        }

        private void follow(Stub stub) throws RegionFault {
            if (stub == null || stub.epoch() == epoch) {
                return;
            }
            leaveIfThere("another start of its driver takes over");
            epoch = stub.epoch();
            Path file = files.directory().resolve(stub.file());
            if (stub.size() != RegionLayout.FILE_SIZE) {
                throw new RegionFault(files.driverStub() + " announces a region of " + stub.size() + " bytes, not "
                    + RegionLayout.FILE_SIZE);
            }
            MemorySegment mapping = StateFiles.map(file, stub.size(), stub.owner());
            if (!StateFiles.isLocked(file)) {
                LOG.debug("UPS [{}]: the driver that left {} is gone", files.ups(), files.driverStub());
                return;
            }
            reader = new RegionReader(mapping, file.toString(), epoch);
            sequence = 0;
            status = null;
            life = new Life(file);
            openMailbox(epoch);
            LOG.info("Connected to UPS [{}]: {} {} (pid {})", files.ups(), stub.program(), stub.version(), stub.pid());
        }

        private void read() throws RegionFault {
            long beat = reader.heartbeatNanos();
            heartbeat.set(beat);
            reader.newOutcomes().forEach(reported -> outcome(reported.id(), reported.outcome()));
            DataStatus newStatus = reader.status();
            if (newStatus == DataStatus.CLOSED) {
                leave("it was stopped");
                return;
            }
            long newSequence = reader.sequence();
            if (newSequence != sequence) {
                byte[] text = reader.newest();
                sequence = newSequence;
                status = newStatus;
                show(new DriverView(true, newStatus, SnapshotText.parse(files.region().toString(), text), heartbeat::get));
            } else if (newStatus != status) {
                status = newStatus;
                show(new DriverView(true, newStatus, view.snapshot(), heartbeat::get));
            }
        }

        private void leaveIfThere(String why) {
            if (reader != null) {
                leave(why);
            }
        }

        private void leave(String why) {
            reader = null;
            listen(null);
            closeMailbox();
            if (why != null) {
                LOG.info("Driver of UPS [{}] is gone: {}", files.ups(), why);
            }
            if (view.connected()) {
                show(new DriverView(false, DataStatus.CLOSED, view.snapshot(), () -> Long.MIN_VALUE));
            }
        }

        /** A thread that sleeps in the kernel until the driver's lock is gone: a death is news like any other. */
        private final class Life {
            private volatile boolean over;

            Life(Path file) {
                Thread thread = new Thread(() -> await(file), "life-" + files.ups());
                thread.setDaemon(true);
                thread.start();
            }

            private void await(Path file) {
                try {
                    LifeLock.awaitRelease(file);
                } catch (IOException gone) {
                    LOG.debug("{} went away with its driver: {}", file, gone.getMessage());
                }
                over = true;
                poke();
            }
        }
    }
}
