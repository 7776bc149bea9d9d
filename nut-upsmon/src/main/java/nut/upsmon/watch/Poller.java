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

/** Asks one upsd about one UPS, for ever: connects, logs in, asks at each interval or when it is told to do something. */
public final class Poller implements Runnable {
    private enum Order { FORCE, LOGINS, LOGOUT, ASK }

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final int index;
    private final Monitor monitor;
    private final InetSocketAddress address;
    private final Consumer<News> news;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private volatile Duration interval;
    private NutConnection connection;
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
        orders.add(Order.FORCE);
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
                obey(order);
                lastFault = "";
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
        if (connection != null) {
            return;
        }
        connection = NutConnection.open(address, TIMEOUT);
        try {
            connection.login(monitor.ups().ups(), monitor.user(), monitor.password());
            if (monitor.primary()) {
                connection.primary(monitor.ups().ups());
            }
            LOG.info("Logged in to UPS [{}] as its {}", monitor.ups(), monitor.primary() ? "primary" : "secondary");
        } catch (ErrorAnswer refused) {
            LOG.error("UPS [{}]: upsd refuses the login of user {}: {}; see upsd.users and the MONITOR line at {}", monitor.ups(),
                monitor.user(), refused.code(), monitor.position());
            disconnect();
            throw refused;
        }
    }

    private void obey(Order order) throws IOException, ErrorAnswer {
        String ups = monitor.ups().ups();
        switch (order) {
            case FORCE -> connection.forcedShutdown(ups);
            case LOGINS -> news.accept(new News.Logins(index, connection.logins(ups)));
            case LOGOUT -> disconnect();
            case ASK -> news.accept(new News.Status(index, words(connection.variable(ups, "ups.status"))));
            default -> throw new IllegalStateException("an order without a meaning: " + order);
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
        }
    }
}
