package nut.common.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        this.follower = new RegionFollower(files, Follower.SLOW_SCAN, new Served());
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

    /** What upsd does beside reading: it has a mailbox for the driver. */
    private final class Served implements RegionFollower.Reader {
        private boolean refusalSaid;

        @Override
        public Logger log() {
            return LOG;
        }

        @Override
        public void awaitDeath(Path region, long pid) throws IOException {
            LifeLock.awaitRelease(region);
        }

        /** Commands may work later what they do not now, when files are closed or the disk has room. */
        @Override
        public boolean mapped(long epoch) {
            try {
                mailbox.open(epoch);
                refusalSaid = false;
                return true;
            } catch (AdminFault fault) {
                if (!refusalSaid) {
                    refusalSaid = true;
                    LOG.error("UPS [{}] can be watched but takes no commands: {}", files.ups(), fault.getMessage());
                }
                return false;
            }
        }

        @Override
        public void left() {
            mailbox.close().forEach(id -> listener.outcome(id, Outcome.FAILED));
        }

        @Override
        public void changed(DriverView next) {
            view = next;
            listener.changed(next);
        }

        @Override
        public void ended(List<RegionReader.Reported> outcomes) {
            for (RegionReader.Reported reported : outcomes) {
                if (mailbox.ended(reported.id())) {
                    listener.outcome(reported.id(), reported.outcome());
                }
            }
        }

        @Override
        public void looked() {
        }
    }
}
