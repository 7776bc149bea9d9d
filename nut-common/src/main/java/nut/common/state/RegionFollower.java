package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import nut.common.posix.PosixException;
import org.slf4j.Logger;

/**
 * Finds the stub of one driver, maps its region and follows it through restarts for ever. This thread alone touches the mapped region, so
 * that one which goes bad can hurt no other.
 */
final class RegionFollower extends Follower {
    /** What the two kinds of readers, upsd and a monitor without one, do of their own. All but {@link #awaitDeath} on this thread. */
    interface Reader {
        /** The log of who reads. */
        Logger log();

        /** Sleeps until the process is gone that holds the lock on the region: on a thread of its own. */
        void awaitDeath(Path region, long pid) throws IOException;

        /**
         * A living driver's region is mapped.
         *
         * @return whether all is ready for it; if not, this is called again at the next look
         */
        boolean mapped(long epoch);

        /** The region is used no more. */
        void left();

        /** The driver came or went, or its data or their status changed. */
        void changed(DriverView view);

        /** Requests ended. */
        void ended(List<RegionReader.Reported> outcomes);

        /** All that there is was looked at. */
        void looked();
    }

    private final StateFiles files;
    private final Duration scanEach;
    private final Reader owner;
    private final Hindrance hindrance;
    private final SnapshotReader snapshots;
    private final AtomicLong heartbeat = new AtomicLong(Long.MIN_VALUE);
    private final LongSupplier heartbeatNanos = heartbeat::get;
    private RegionReader reader;
    private long epoch;
    private long publication;
    private DataStatus status;
    private UpsSnapshot snapshot = UpsSnapshot.EMPTY;
    private boolean ready;
    private boolean shown;
    private Life life;
    private String lastFault = "";

    RegionFollower(StateFiles files, Duration scanEach, Reader owner) {
        super("region-" + files.ups(), scanEach);
        this.files = files;
        this.scanEach = scanEach;
        this.owner = owner;
        this.hindrance = new Hindrance(owner.log(), "UPS [" + files.ups() + "]: the files of its driver cannot be read", scanEach);
        this.snapshots = new SnapshotReader(files.region().toString());
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
            // A stub that cannot be read is met again at each scan.
            if (!lastFault.equals(fault.getMessage())) {
                owner.log().error("UPS [{}]: {}; not used until its driver starts anew", files.ups(), fault.getMessage());
            }
            lastFault = String.valueOf(fault.getMessage());
            leave(null);
        }
        owner.looked();
    }

    private void look() throws RegionFault {
        if (!look(files.driverStub(), hindrance) && reader == null) {
            epoch = 0;
        }
        if (reader != null && !ready) {
            ready = owner.mapped(epoch);
            if (!ready) {
                lookAgainLater();
            }
        }
    }

    @Override
    void follow(Stub stub) throws RegionFault, IOException {
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
            owner.log().debug("UPS [{}]: the driver that left {} is gone", files.ups(), files.driverStub());
            return;
        }
        reader = new RegionReader(mapping, file.toString(), epoch);
        publication = 0;
        status = null;
        lastFault = "";
        life = new Life(file, stub.pid());
        owner.log().info("Connected to UPS [{}]: {} {} (pid {})", files.ups(), stub.program(), stub.version(), stub.pid());
    }

    /**
     * Reads all. Outcomes are taken before the snapshot and told after it: the driver publishes what a command changed before it
     * reports the outcome, so who hears of the outcome has seen the change.
     */
    private void read() throws RegionFault {
        RegionReader.Header now = reader.header();
        heartbeat.set(now.heartbeatNanos());
        boolean isNew = now.publication() != publication;
        boolean changed = isNew || now.status() != status;
        if (isNew) {
            snapshot = snapshots.read(reader.newest());
        }
        publication = now.publication();
        status = now.status();
        if (changed && status != DataStatus.CLOSED) {
            show(new DriverView(true, status, snapshot, heartbeatNanos));
        }
        owner.ended(now.newOutcomes());
        if (status == DataStatus.CLOSED) {
            leave("it was stopped");
        }
    }

    private void leaveIfThere(String why) {
        if (reader != null) {
            leave(why);
        }
    }

    private void leave(String why) {
        reader = null;
        ready = false;
        if (life != null) {
            life.over = true;
        }
        listen(null);
        owner.left();
        if (why != null) {
            owner.log().info("Driver of UPS [{}] is gone: {}", files.ups(), why);
        }
        if (shown) {
            show(new DriverView(false, DataStatus.CLOSED, snapshot, () -> Long.MIN_VALUE));
        }
    }

    private void show(DriverView view) {
        shown = view.connected();
        owner.changed(view);
    }

    /** A thread that sleeps until the driver is dead: a death is news like any other. */
    private final class Life {
        private volatile boolean over;

        Life(Path file, long pid) {
            Thread thread = new Thread(() -> await(file, pid), "life-" + files.ups());
            thread.setDaemon(true);
            thread.start();
        }

        private void await(Path file, long pid) {
            Hindrance hindered = new Hindrance(owner.log(), "UPS [" + files.ups() + "]: the end of its driver cannot be waited for",
                scanEach);
            while (!over && !isStopped()) {
                try {
                    owner.awaitDeath(file, pid);
                    over = true;
                } catch (IOException failed) {
                    if (failed instanceof PosixException call && call.isShortage()) {
                        hindered.is(failed);
                        LockSupport.parkNanos(scanEach.toNanos());
                    } else {
                        owner.log().debug("{} went away with its driver: {}", file, failed.getMessage());
                        over = true;
                    }
                }
            }
            poke();
        }
    }
}
