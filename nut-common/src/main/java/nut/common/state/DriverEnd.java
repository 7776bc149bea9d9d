package nut.common.state;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nut.common.AdminFault;
import nut.common.posix.BootClock;
import nut.common.posix.LifeLock;
import nut.common.posix.ProcessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's side of the joint with upsd: it owns the region and its stub, and reads upsd's mailbox. Its methods may be called from any
 * thread; requests are handed over on a thread of its own.
 */
public final class DriverEnd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverEnd.class);

    private final StateFiles files;
    private final String driver;
    private final String version;
    private final long epoch;
    private final LifeLock life;
    private final RegionWriter region;
    private final DirectoryWatch watch;
    private final boolean ownsWatch;
    private final MailboxFollower mailbox;
    private final SnapshotWriter writer = new SnapshotWriter();
    private final LongSupplier bootNanos = BootClock.forOneAtATime();
    private DataStatus status = DataStatus.STARTING;
    private boolean announced;
    /** Whether the region has what the writer has written. */
    private boolean published;

    private DriverEnd(DirectoryWatch watch, boolean ownsWatch, StateFiles files, StateFiles.Claim claim, String driver, String version,
                      Consumer<Request> onRequest) {
        this.files = files;
        this.driver = driver;
        this.version = version;
        this.epoch = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        this.life = claim.life();
        this.region = new RegionWriter(claim.mapping(), epoch, ProcessControl.self());
        this.watch = watch;
        this.ownsWatch = ownsWatch;
        this.mailbox = new MailboxFollower(files, epoch, onRequest);
        watch.on(files.upsdStub(), mailbox::poke);
        mailbox.start();
    }

    /**
     * Makes the region, and takes away what a driver that died has left. The stub, and with it the UPS, appears to upsd with the first
     * {@link #publish}.
     *
     * @param stateDirectory where driver and upsd meet, mode 1770
     * @param ups            the section's name in ups.conf
     * @param driver         the driver's name
     * @param version        the driver's version
     * @param onRequest      takes commands from upsd, on a thread of this object; it hands them to the driver's own thread at once
     * @throws AdminFault when another driver serves that UPS, or the directory cannot be used
     */
    public static DriverEnd create(Path stateDirectory, String ups, String driver, String version, Consumer<Request> onRequest) {
        return create(null, stateDirectory, ups, driver, version, onRequest);
    }

    /**
     * The same for a process that serves many UPSes.
     *
     * @param watch the watch on the state directory, shared by all of the process, which closes it; null makes one for this UPS alone
     */
    public static DriverEnd create(DirectoryWatch watch, Path stateDirectory, String ups, String driver, String version,
                                   Consumer<Request> onRequest) {
        StateFiles files = new StateFiles(stateDirectory, ups);
        StateFiles.Claim claim = StateFiles.claim(files.region(), RegionLayout.FILE_SIZE);
        if (claim == null) {
            throw new AdminFault("another driver already serves " + ups + " in " + stateDirectory
                + "; stop it first (upsdrvctl stop " + ups + ")");
        }
        StateFiles.remove(files.driverStub());
        return new DriverEnd(watch == null ? DirectoryWatch.open(stateDirectory) : watch, watch == null, files, claim, driver, version,
            onRequest);
    }

    /** Makes a snapshot the newest, and rings, if it differs from the last. */
    public synchronized void publish(UpsSnapshot snapshot) {
        if (!writer.write(snapshot) && published) {
            return;
        }
        published = false;
        region.publish(writer.text(), writer.length());
        if (!announced) {
            new Stub(driver, version, ProcessControl.self(), epoch, files.region().getFileName().toString(),
                RegionLayout.FILE_SIZE, null).write(files.driverStub());
            announced = true;
        }
        published = true;
        region.ring();
    }

    /** A good exchange with the UPS happened just now: the data are fresh. */
    public synchronized void heartbeat() {
        region.heartbeat(bootNanos.getAsLong());
        status = DataStatus.FRESH;
        region.status(status);
        region.ring();
    }

    /** Communication with the UPS is lost: the data are stale until the next {@link #heartbeat}. */
    public synchronized void stale() {
        if (status != DataStatus.STALE) {
            status = DataStatus.STALE;
            region.status(status);
            region.ring();
        }
    }

    /** Tells upsd how a request ended. */
    public synchronized void outcome(long id, Outcome outcome) {
        region.outcome(id, outcome);
        region.ring();
    }

    /** Leaves in good order: upsd knows at once, and the files are gone. */
    @Override
    public synchronized void close() {
        if (status == DataStatus.CLOSED) {
            return;
        }
        status = DataStatus.CLOSED;
        mailbox.close();
        if (ownsWatch) {
            watch.close();
        } else {
            watch.forget(files.upsdStub());
        }
        region.status(status);
        region.ring();
        StateFiles.remove(files.driverStub());
        StateFiles.remove(files.region());
        life.close();
    }

    /** Follows the mailboxes of one upsd after the other. */
    private static final class MailboxFollower extends Follower {
        private final StateFiles files;
        private final long driverEpoch;
        private final Consumer<Request> onRequest;
        private final Hindrance hindrance = new Hindrance(LOG, "the mailbox of upsd cannot be read", SLOW_SCAN);
        private MailboxReader reader;
        private long epoch;

        MailboxFollower(StateFiles files, long driverEpoch, Consumer<Request> onRequest) {
            super("mailbox-" + files.ups());
            this.files = files;
            this.driverEpoch = driverEpoch;
            this.onRequest = onRequest;
        }

        @Override
        void step(boolean wasPoked) {
            try {
                if (wasPoked && !look(files.upsdStub(), hindrance) && reader == null) {
                    epoch = 0;
                }
                if (reader != null) {
                    listen(reader.doorbell());
                    reader.take().forEach(onRequest);
                }
            } catch (RegionFault | InternalError fault) {
                LOG.warn("commands from upsd are not taken until it starts anew: {}", fault.getMessage());
                reader = null;
                listen(null);
            }
        }

        @Override
        void follow(Stub stub) throws RegionFault, IOException {
            if (stub == null || stub.epoch() == epoch) {
                return;
            }
            epoch = stub.epoch();
            reader = null;
            listen(null);
            Path file = files.directory().resolve(stub.file());
            if (stub.size() != MailboxLayout.FILE_SIZE) {
                throw new RegionFault(files.upsdStub() + " announces a mailbox of " + stub.size() + " bytes, not "
                    + MailboxLayout.FILE_SIZE);
            }
            if (!StateFiles.exists(file)) {
                return;
            }
            MemorySegment mapping = StateFiles.map(file, stub.size(), stub.owner());
            if (RegionLayout.longAt(mapping, MailboxLayout.DRIVER_EPOCH_AT) == driverEpoch) {
                reader = new MailboxReader(mapping, file.toString(), epoch, driverEpoch);
            }
        }
    }
}
