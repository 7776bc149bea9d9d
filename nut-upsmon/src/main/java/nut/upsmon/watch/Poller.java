package nut.upsmon.watch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one upsd about one UPS, for ever: connects, logs in, asks at each interval or when it is told to do something. A login that upsd
 * refuses is an error for the admin to mend, but no reason not to watch; it is tried again from time to time. A forced shutdown that could
 * not be set is set as soon as upsd can be reached.
 */
public final class Poller implements Runnable {
    private enum Order { LOGINS, LOGOUT, ASK }

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long NEXT_LOGIN_NANOS = Duration.ofMinutes(5).toNanos();

    private final int index;
    private final Monitor monitor;
    private final InetSocketAddress address;
    private final Consumer<News> news;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private volatile Duration interval;
    private volatile boolean mustForce;
    private NutConnection connection;
    private boolean loggedIn;
    private long nextLogin;
    private long lastAsked = System.nanoTime();
    private String lastFault = "";

    /** A poller for a MONITOR line, whose upsd was looked up already. */
    public Poller(int index, Monitor monitor, InetSocketAddress address, Duration interval, Consumer<News> news) {
        this.index = index;
        this.monitor = monitor;
        this.address = address;
        this.interval = interval;
        this.news = news;
    }

    /** How often to ask from now on. */
    public void every(Duration newInterval) {
        if (!newInterval.equals(interval)) {
            interval = newInterval;
            orders.add(Order.ASK);
        }
    }

    /** Sets the forced shutdown. */
    public void force() {
        mustForce = true;
        orders.add(Order.ASK);
    }

    /** Asks how many are logged in. */
    public void askLogins() {
        if (!orders.contains(Order.LOGINS)) {
            orders.add(Order.LOGINS);
        }
    }

    /** Logs out. */
    public void logout() {
        orders.add(Order.LOGOUT);
    }

    @Override
    public void run() {
        Order order = Order.ASK;
        while (true) {
            try {
                connect();
                if (mustForce) {
                    setForcedShutdown();
                }
                obey(order);
                lastFault = "";
                if (order == Order.LOGOUT) {
                    // Whoever logged in again would be waited for.
                    return;
                }
            } catch (ErrorAnswer refused) {
                fault(refused.code());
            } catch (IOException failed) {
                fault(failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
                disconnect();
            }
            try {
                Order next = orders.poll(interval.toMillis(), TimeUnit.MILLISECONDS);
                order = next == null ? Order.ASK : next;
            } catch (InterruptedException ended) {
                disconnect();
                return;
            }
        }
    }

    private void connect() throws IOException, ErrorAnswer {
        if (connection != null && !loggedIn && System.nanoTime() - nextLogin >= 0) {
            disconnect();
        }
        if (connection == null) {
            connection = NutConnection.open(address, TIMEOUT);
            login();
        }
    }

    private void login() throws IOException {
        try {
            connection.login(monitor.ups().ups(), monitor.user(), monitor.password());
            if (monitor.primary()) {
                connection.primary(monitor.ups().ups());
            }
            loggedIn = true;
            LOG.info("Logged in to UPS [{}] as its {}", monitor.ups(), monitor.primary() ? "primary" : "secondary");
        } catch (ErrorAnswer refused) {
            nextLogin = System.nanoTime() + NEXT_LOGIN_NANOS;
            LOG.error("Login on UPS [{}] failed - got [{}] for user {}: it is watched all the same, but upsd does not count this machine"
                + " and sets no FSD for it; mend upsd.users or the MONITOR line at {}", monitor.ups(), refused.code(), monitor.user(),
                monitor.position());
        }
    }

    private void setForcedShutdown() throws IOException {
        try {
            connection.forcedShutdown(monitor.ups().ups());
        } catch (ErrorAnswer refused) {
            LOG.error("FSD on UPS [{}] failed - got [{}]: its secondaries learn of the shutdown only from the UPS itself", monitor.ups(),
                refused.code());
        }
        mustForce = false;
    }

    private void obey(Order order) throws IOException, ErrorAnswer {
        String ups = monitor.ups().ups();
        switch (order) {
            // upsd does not count whom it did not let log in, and the decisions count this machine.
            case LOGINS -> {
                news.accept(new News.Logins(index, connection.logins(ups) + (loggedIn ? 0 : 1)));
                // Asked four times a second who is left, it must hear of the UPS all the same: upsd may have forgotten the FSD.
                if (System.nanoTime() - lastAsked >= interval.toNanos()) {
                    ask(ups);
                }
            }
            case LOGOUT -> disconnect();
            case ASK -> ask(ups);
            default -> throw new IllegalStateException("an order without a meaning: " + order);
        }
    }

    private void ask(String ups) throws IOException, ErrorAnswer {
        lastAsked = System.nanoTime();
        Set<String> words = words(connection.variable(ups, "ups.status"));
        if (words.contains("ALARM")) {
            news.accept(new News.Alarm(index, alarm(ups)));
        }
        news.accept(new News.Status(index, words));
    }

    private String alarm(String ups) throws IOException {
        try {
            return connection.variable(ups, "ups.alarm");
        } catch (ErrorAnswer none) {
            return "";
        }
    }

    private static Set<String> words(String status) {
        return new LinkedHashSet<>(List.of(status.trim().split(" +")));
    }

    private void fault(String reason) {
        if (!reason.equals(lastFault)) {
            lastFault = reason;
            LOG.warn("Poll UPS [{}] failed - {}", monitor.ups(), reason);
        }
        news.accept(new News.Lost(index, reason));
    }

    private void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
            loggedIn = false;
        }
    }
}
