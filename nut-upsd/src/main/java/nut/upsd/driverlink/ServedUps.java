package nut.upsd.driverlink;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.UpsSnapshot;
import nut.upsd.answer.SnapshotAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPS of ups.conf as the event loop serves it: what its driver last said, whether that is fresh, and whether a shutdown is forced. Says
 * once, in the words that admins know from NUT, that data have become stale or fresh again and that a driver stays away; that one came or
 * left is said where it is noticed. Owned by the event loop.
 */
public final class ServedUps {
    private static final Logger LOG = LoggerFactory.getLogger(ServedUps.class);
    /** How long a UPS may be without a driver before that is said: a driver that is started anew is back by then. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final String name;
    private String driver;
    private Optional<String> description;
    private ToLongFunction<List<String>> mailbox = words -> -1;
    private DriverView view = DriverView.NONE;
    private Availability availability = Availability.NOT_CONNECTED;
    private boolean forcedShutdown;
    private SnapshotAnswers answers;
    private int logins;

    private boolean absenceSaid;
    private boolean stalenessSaid;
    private long sinceNanos;

    /**
     * A UPS without a driver yet.
     *
     * @param name        as in ups.conf
     * @param driver      the driver's name, for log lines
     * @param description {@code desc} of ups.conf
     * @param bootNanos   the time, in nanoseconds since boot
     */
    public ServedUps(String name, String driver, Optional<String> description, long bootNanos) {
        this.sinceNanos = bootNanos;
        this.name = name;
        this.driver = driver;
        this.description = description;
        this.answers = new SnapshotAnswers(name, UpsSnapshot.EMPTY, false);
    }

    /** The name in ups.conf. */
    public String name() {
        return name;
    }

    /** The driver's name in ups.conf. */
    public String driver() {
        return driver;
    }

    /** What ups.conf says of the UPS. */
    public Optional<String> description() {
        return description;
    }

    /** ups.conf was read again. */
    public void describe(String newDriver, Optional<String> newDescription) {
        driver = newDriver;
        description = newDescription;
    }

    /** Where requests for the driver go; it answers their ids, or -1 when one could not be delivered. */
    public void mailbox(ToLongFunction<List<String>> to) {
        mailbox = to;
    }

    /**
     * Hands the driver a request.
     *
     * @param words {@code INSTCMD name [value]} or {@code SET variable value}
     * @return the id under which the outcome will come, or -1 when there is no driver or its mailbox is full
     */
    public long submit(List<String> words) {
        return mailbox.applyAsLong(words);
    }

    /** Whether questions about it are answered, as of the last {@link #watch}. */
    public Availability availability() {
        return availability;
    }

    /** The answers of the newest snapshot. */
    public SnapshotAnswers answers() {
        return answers;
    }

    /** Whether FSD is set. NUT's FSD is a latch: only a restart of upsd, or taking the UPS out of ups.conf, clears it. */
    public boolean forcedShutdown() {
        return forcedShutdown;
    }

    /** Sets FSD. */
    public void forceShutdown() {
        forcedShutdown = true;
        answers = new SnapshotAnswers(name, view.snapshot(), true);
    }

    /** How many clients are logged in. */
    public int logins() {
        return logins;
    }

    /** A client has logged in. */
    public void login() {
        logins++;
    }

    /** A client that was logged in has left. */
    public void logout() {
        logins--;
    }

    /**
     * What the driver says now.
     *
     * @param newest   the newest view
     * @param bootNanos the time of this pass of the loop
     */
    public void changed(DriverView newest, long bootNanos) {
        if (newest.snapshot() != view.snapshot()) {
            answers = new SnapshotAnswers(name, newest.snapshot(), forcedShutdown);
        }
        if (newest.connected() != view.connected()) {
            sinceNanos = bootNanos;
            absenceSaid = false;
            stalenessSaid = false;
        }
        view = newest;
    }

    /**
     * Looks whether the data are fresh.
     *
     * @param bootNanos the time of this pass of the loop
     * @param maxAge    upsd.conf MAXAGE
     */
    public void watch(long bootNanos, Duration maxAge) {
        if (!view.connected()) {
            availability = Availability.NOT_CONNECTED;
            if (!absenceSaid && bootNanos - sinceNanos > PATIENCE_NANOS) {
                absenceSaid = true;
                LOG.error("Can't connect to UPS [{}] ({}-{}): its driver is not running", name, driver, name);
            }
        } else if (view.fresh(bootNanos, maxAge)) {
            availability = Availability.AVAILABLE;
            if (stalenessSaid) {
                stalenessSaid = false;
                LOG.info("UPS [{}] data is no longer stale", name);
            }
        } else {
            availability = Availability.STALE;
            boolean starting = view.status() == DataStatus.STARTING && bootNanos - sinceNanos <= maxAge.toNanos();
            if (!stalenessSaid && !starting) {
                stalenessSaid = true;
                LOG.warn("Data for UPS [{}] is stale - check driver", name);
            }
        }
    }
}
