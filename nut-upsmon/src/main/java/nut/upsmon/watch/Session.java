package nut.upsmon.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to an upsd for one UPS, logged in and subscribed as far as that server lets us: a refused login is no reason not to watch,
 * and a server without news is asked. Owned by the poller's thread, but for {@link #wake}.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final String STATUS = "ups.status";
    private static final String ALARM = "ups.alarm";

    private final Monitor monitor;
    private final String ups;
    private final NutConnection connection;
    private final boolean loggedIn;
    private final long since = System.nanoTime();
    private boolean hasNews;
    private boolean knowsNoNews;
    private boolean forced;

    private Session(Monitor monitor, NutConnection connection) throws IOException {
        this.monitor = monitor;
        this.ups = monitor.ups().ups();
        this.connection = connection;
        this.loggedIn = login();
        subscribe();
    }

    /** Connects, logs in and subscribes. */
    static Session open(Monitor monitor, Upsd upsd) throws IOException {
        NutConnection connection = upsd.open();
        try {
            return new Session(monitor, connection);
        } catch (IOException failed) {
            connection.close();
            throw failed;
        }
    }

    private boolean login() throws IOException {
        try {
            connection.login(ups, monitor.user(), monitor.password());
            if (monitor.primary()) {
                connection.primary(ups);
            }
            LOG.info("Logged in to UPS [{}] as its {}", monitor.ups(), monitor.primary() ? "primary" : "secondary");
            return true;
        } catch (ErrorAnswer refused) {
            LOG.error("Login on UPS [{}] failed - got [{}] for user {}: it is watched all the same, but upsd does not count this machine"
                + " and sets no FSD for it; mend upsd.users or the MONITOR line at {}", monitor.ups(), refused.code(), monitor.user(),
                monitor.position());
            return false;
        }
    }

    private void subscribe() throws IOException {
        try {
            hasNews = connection.subscribe(ups, STATUS, ALARM);
            knowsNoNews = !hasNews;
            LOG.debug("UPS [{}]: its upsd {}", monitor.ups(), hasNews ? "tells its news" : "has no news, so it is asked");
        } catch (ErrorAnswer refused) {
            knowsNoNews = !refused.code().equals("UNKNOWN-UPS");
            LOG.debug("UPS [{}] is asked, as there is no subscription: {}", monitor.ups(), refused.code());
        }
    }

    boolean isLoggedIn() {
        return loggedIn;
    }

    /** Whether the server tells changes by itself. */
    boolean hasNews() {
        return hasNews;
    }

    /** How long it has been. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** The value of ups.status. */
    String status() throws IOException, ErrorAnswer {
        if (!hasNews && !knowsNoNews) {
            // The UPS may be one that upsd did not serve before.
            subscribe();
        }
        return connection.variable(ups, STATUS);
    }

    /** The value of ups.alarm, "" if there is none. */
    String alarm() throws IOException {
        try {
            return connection.variable(ups, ALARM);
        } catch (ErrorAnswer none) {
            return "";
        }
    }

    /** How many are logged in, this machine counted even if upsd did not let it; empty if the server does not say. */
    OptionalInt logins() throws IOException {
        try {
            return OptionalInt.of(connection.logins(ups) + (loggedIn ? 0 : 1));
        } catch (ErrorAnswer refused) {
            LOG.warn("UPS [{}]: upsd does not say who is logged in: {}", monitor.ups(), refused.code());
            return OptionalInt.empty();
        }
    }

    /** Whether {@link #force} has done what it can. */
    boolean isForced() {
        return forced;
    }

    /** Sets the forced shutdown. */
    void force() throws IOException {
        try {
            connection.forcedShutdown(ups);
        } catch (ErrorAnswer refused) {
            LOG.error("FSD on UPS [{}] failed - got [{}]: its secondaries learn of the shutdown only from the UPS itself", monitor.ups(),
                refused.code());
        }
        forced = true;
    }

    /** The next news, if they come within this time and nobody wakes us. */
    Optional<UpsNews> await(Duration patience) throws IOException {
        Optional<UpsNews> news = connection.nextNews(patience);
        if (news.isPresent() && news.get() instanceof UpsNews.UpsGone) {
            hasNews = false;
        }
        return news;
    }

    /** Ends {@link #await}. From any thread. */
    void wake() {
        connection.wake();
    }

    /** Says LOGOUT and closes. */
    void close() {
        connection.close();
    }
}
