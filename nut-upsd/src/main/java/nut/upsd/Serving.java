package nut.upsd;

import java.time.Duration;
import java.util.List;
import nut.common.conf.CmdVarTab;
import nut.common.conf.UpsdUsers;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.upsd.access.PasswordChecks;
import nut.upsd.command.Access;
import nut.upsd.command.Desk;
import nut.upsd.command.Tracking;
import nut.upsd.driverlink.DriverNews;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.driverlink.UpsTable;
import nut.upsd.net.Attendant;
import nut.upsd.net.Dialogue;
import nut.upsd.net.Peer;
import nut.upsd.net.ProvokedLog;
import org.slf4j.LoggerFactory;

/**
 * What the event loop serves: the desk with its sessions, and the UPSes with their news. All of it is owned by the loop, except
 * {@link #news}, through which other threads reach it.
 */
final class Serving implements Attendant, DriverNews.Receiver {
    private static final long WATCH_NANOS = 1_000_000_000L;

    private final UpsTable upses = new UpsTable();
    private final DriverNews news = new DriverNews(this, this::wake);
    private final Access access = new Access(new PasswordChecks(news::post));
    private final Tracking tracking;
    private final ProvokedLog provoked = new ProvokedLog(LoggerFactory.getLogger(Desk.class));
    private final Desk desk;
    private volatile Runnable wakeup = () -> { };
    private Duration maxAge;
    private long now;
    private long lastWatch;

    Serving(Duration maxAge, Duration trackingDelay) {
        this.maxAge = maxAge;
        this.tracking = new Tracking(trackingDelay);
        this.desk = new Desk(upses, access, tracking, provoked);
    }

    /** Where other threads bring their news. */
    DriverNews news() {
        return news;
    }

    /** How to make the loop begin a pass, or to make one in its place. From then on other threads may do so. */
    void wakeup(Runnable loop) {
        wakeup = loop;
    }

    /** The UPSes that are served now. */
    UpsTable upses() {
        return upses;
    }

    /** Serves these UPSes and no others; clients of the others are sent away. */
    void serve(List<ServedUps> listed) {
        for (ServedUps gone : upses.replace(listed)) {
            desk.kick(gone);
        }
    }

    /** Admits these users and no others. Who has logged in stays, as with NUT. */
    void admit(UpsdUsers users) {
        access.users(users);
    }

    /** Gives these descriptions before our own. */
    void describe(CmdVarTab byAdmin) {
        desk.describe(byAdmin);
    }

    /** How long data stay fresh, and outcomes remembered. */
    void patience(Duration newMaxAge, Duration trackingDelay) {
        maxAge = newMaxAge;
        tracking.keepFor(trackingDelay);
    }

    @Override
    public void pass(long bootNanos) {
        now = bootNanos;
        provoked.now(bootNanos);
        tracking.now(bootNanos);
        desk.now(bootNanos);
        news.deliver();
        if (bootNanos - lastWatch >= WATCH_NANOS) {
            lastWatch = bootNanos;
            for (ServedUps ups : upses.all()) {
                watch(ups);
            }
        }
    }

    @Override
    public Dialogue connected(Peer peer) {
        return desk.open(peer);
    }

    @Override
    public int otherConnections() {
        return upses.size();
    }

    @Override
    public void changed(ServedUps ups, DriverView newest) {
        ups.changed(newest, now);
        watch(ups);
    }

    @Override
    public void outcome(ServedUps ups, long id, Outcome outcome) {
        tracking.outcome(ups, id, outcome);
    }

    private void watch(ServedUps ups) {
        ups.watch(now, maxAge);
        desk.look(ups);
    }

    private void wake() {
        wakeup.run();
    }
}
