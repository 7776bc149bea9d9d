package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;
import nut.common.posix.LifeLock;
import nut.common.posix.PosixException;
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

    private final StateFiles files;
    private final Listener listener;
    private final DirectoryWatch watch;
    private final UpsdMailbox mailbox;
    private final RegionFollower follower;
    private volatile DriverView view = DriverView.NONE;

    private UpsdEnd(DirectoryWatch watch, StateFiles files, String version, Listener listener) {
        this.files = files;
        this.listener = listener;
        this.watch = watch;
        this.mailbox = new UpsdMailbox(files, version, () -> StateFiles.create(files.mailbox(), MailboxLayout.FILE_SIZE));
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
     * Posts a request to the driver. Waits for no file: an event loop may call it.
     *
     * @param words {@code INSTCMD name [value]} or {@code SET variable value}
     * @return its id, which no other request of any upsd to this driver has; -1 when there is no driver, or it leaves too many requests
     *     lying, or the words are too long for an entry
     */
    public long submit(List<String> words) {
        return mailbox.submit(words);
    }

    /** Follows no longer. */
    @Override
    public void close() {
        watch.forget(files.driverStub());
        follower.close();
        mailbox.closeForEver().forEach(id -> listener.outcome(id, Outcome.FAILED));
    }

    private void show(DriverView next) {
        view = next;
        listener.changed(next);
    }

    /** The thread that alone touches the mapped region. */
    private final class RegionFollower extends Follower {
        private final Hindrance hindrance = new Hindrance(LOG, "UPS [" + files.ups() + "]: the files of its driver cannot be read");
        private final AtomicLong heartbeat = new AtomicLong(Long.MIN_VALUE);
        private RegionReader reader;
        private long epoch;
        private long sequence;
        private DataStatus status;
        private final SnapshotReader snapshots = new SnapshotReader(files.region().toString());
        private UpsSnapshot snapshot = UpsSnapshot.EMPTY;
        private Life life;
        private boolean takesCommands;
        private boolean refusalSaid;

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
                    look();
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

        private void look() throws RegionFault {
            try {
                follow(Stub.read(files.driverStub()));
                hindrance.isOver();
            } catch (IOException ofOurs) {
                if (reader == null) {
                    epoch = 0;
                }
                hindrance.is(ofOurs);
                lookAgainLater();
            }
            if (reader != null && !takesCommands) {
                openMailbox();
            }
        }

        private void follow(Stub stub) throws RegionFault, IOException {
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
            LOG.info("Connected to UPS [{}]: {} {} (pid {})", files.ups(), stub.program(), stub.version(), stub.pid());
        }

        /** Tried again until it is done: commands may work later what they do not now, when files are closed or the disk has room. */
        private void openMailbox() {
            try {
                mailbox.open(epoch);
                takesCommands = true;
                refusalSaid = false;
            } catch (AdminFault fault) {
                if (!refusalSaid) {
                    refusalSaid = true;
                    LOG.error("UPS [{}] can be watched but takes no commands: {}", files.ups(), fault.getMessage());
                }
                lookAgainLater();
            }
        }

        /**
         * Reads all. Outcomes are taken before the snapshot and told after it: the driver publishes what a command changed before it
         * reports the outcome, so who hears of the outcome has seen the change.
         */
        private void read() throws RegionFault {
            heartbeat.set(reader.heartbeatNanos());
            List<RegionReader.Reported> outcomes = reader.newOutcomes();
            DataStatus newStatus = reader.status();
            long newSequence = reader.sequence();
            boolean changed = newSequence != sequence || newStatus != status;
            if (newSequence != sequence) {
                snapshot = snapshots.read(reader.newest());
            }
            sequence = newSequence;
            status = newStatus;
            if (changed && newStatus != DataStatus.CLOSED) {
                show(new DriverView(true, newStatus, snapshot, heartbeat::get));
            }
            outcomes.forEach(this::tell);
            if (newStatus == DataStatus.CLOSED) {
                leave("it was stopped");
            }
        }

        private void tell(RegionReader.Reported reported) {
            if (mailbox.ended(reported.id())) {
                listener.outcome(reported.id(), reported.outcome());
            }
        }

        private void leaveIfThere(String why) {
            if (reader != null) {
                leave(why);
            }
        }

        private void leave(String why) {
            reader = null;
            takesCommands = false;
            if (life != null) {
                life.over = true;
            }
            listen(null);
            mailbox.close().forEach(id -> listener.outcome(id, Outcome.FAILED));
            if (why != null) {
                LOG.info("Driver of UPS [{}] is gone: {}", files.ups(), why);
            }
            if (view.connected()) {
                show(new DriverView(false, DataStatus.CLOSED, snapshot, () -> Long.MIN_VALUE));
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
                Hindrance hindered = new Hindrance(LOG, "UPS [" + files.ups() + "]: the end of its driver cannot be waited for");
                while (!over && !isStopped()) {
                    try {
                        LifeLock.awaitRelease(file);
                        over = true;
                    } catch (IOException failed) {
                        if (failed instanceof PosixException call && call.isShortage()) {
                            hindered.is(failed);
                            LockSupport.parkNanos(SLOW_SCAN.toNanos());
                        } else {
                            LOG.debug("{} went away with its driver: {}", file, failed.getMessage());
                            over = true;
                        }
                    }
                }
                poke();
            }
        }
    }
}
