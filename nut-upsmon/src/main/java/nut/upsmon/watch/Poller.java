package nut.upsmon.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.UpsNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of one UPS from its upsd, for ever: connects, logs in, is told of each change where the server tells, and asks at each interval
 * whether it does or not, since silence looks like calm. A login that upsd refuses is an error for the admin to mend, but no reason not to
 * watch; it is tried again from time to time. A forced shutdown is set on each connection, as soon as upsd can be reached.
 */
public final class Poller implements UpsSource {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration NEXT_LOGIN = Duration.ofMinutes(5);
    private static final String ALARM = "ALARM";

    private final int index;
    private final Monitor monitor;
    private final Upsd upsd;
    private final Consumer<News> news;
    private final FailureLog failures;
    private final Retries retries = new Retries();
    private final Wishes wishes = new Wishes();
    private volatile Duration interval;
    private volatile Session session;
    private final Duration deadTime;
    private long lastAsked;
    private long countsBelievedFrom = System.nanoTime();

    /**
     * A poller for a MONITOR line.
     *
     * @param index    of the line
     * @param interval how often to ask
     * @param deadTime for how long an upsd that has ended the connection is not believed about who is logged in: it may have started anew
     * @param throttle POLLFAIL_LOG_THROTTLE_MAX
     * @param news     takes what is heard; must not block
     */
    public Poller(int index, Monitor monitor, Upsd upsd, Duration interval, Duration deadTime, int throttle, Consumer<News> news) {
        this.index = index;
        this.monitor = monitor;
        this.upsd = upsd;
        this.interval = interval;
        this.deadTime = deadTime;
        this.failures = new FailureLog(monitor, throttle);
        this.news = news;
        this.lastAsked = System.nanoTime() - interval.toNanos();
    }

    @Override
    public void every(Duration newInterval) {
        if (!newInterval.equals(interval)) {
            interval = newInterval;
            wishes.wake();
            wake();
        }
    }

    @Override
    public void force() {
        wishes.force();
        wake();
    }

    @Override
    public void askLogins() {
        wishes.askLogins();
        wake();
    }

    private void wake() {
        Session waiting = session;
        if (waiting != null) {
            waiting.wake();
        }
    }

    @Override
    public void run() {
        for (;;) {
            try {
                connect();
                obey();
            } catch (ErrorAnswer refused) {
                fault(refused.code());
            } catch (IOException failed) {
                disconnect();
                unreachable(reason(failed));
            }
            try {
                await();
            } catch (InterruptedException ended) {
                disconnect();
                return;
            }
        }
    }

    private void connect() throws IOException {
        if (session != null && !session.isLoggedIn() && session.age().compareTo(NEXT_LOGIN) > 0) {
            disconnect();
        }
        if (session == null) {
            session = Session.open(monitor, upsd);
            lastAsked = System.nanoTime() - interval.toNanos();
        }
    }

    /** What is wished goes first: a machine may wait for it. */
    private void obey() throws IOException, ErrorAnswer {
        if (wishes.takeForce(session.isForced())) {
            session.force();
        }
        // An upsd that has started anew knows nobody yet: that nobody is logged in does not mean that the secondaries have gone. After a
        // connection that could not be made again at once, the decisions know that themselves.
        if (wishes.takeAskLogins() && System.nanoTime() - countsBelievedFrom >= 0) {
            session.logins().ifPresent(count -> news.accept(new News.Logins(index, count)));
        }
        if (untilNextAsking().isNegative()) {
            lastAsked = System.nanoTime();
            Set<String> words = StatusLine.words(session.status());
            if (words.contains(ALARM)) {
                news.accept(new News.Alarm(index, session.alarm()));
            }
            tell(words);
        }
    }

    private Duration untilNextAsking() {
        return Duration.ofNanos(lastAsked + interval.toNanos() - System.nanoTime());
    }

    private void await() throws InterruptedException {
        Duration patience = untilNextAsking();
        if (session == null || !session.hasNews()) {
            wishes.await(patience);
            return;
        }
        try {
            if (patience.isPositive()) {
                session.await(patience).ifPresent(this::hear);
            }
        } catch (IOException ended) {
            boolean forTheFirstTime = session.age().compareTo(interval) > 0;
            disconnect();
            if (forTheFirstTime) {
                countsBelievedFrom = System.nanoTime() + deadTime.toNanos();
                LOG.info("upsd of UPS [{}] has ended the connection ({}); connecting again", monitor.ups(), reason(ended));
            } else {
                fault(reason(ended));
            }
        }
    }

    private void hear(UpsNews heard) {
        switch (heard) {
            case UpsNews.ValueChanged its when its.variable().equalsIgnoreCase("ups.status") -> tell(StatusLine.words(its.value()));
            case UpsNews.ValueChanged alarm -> news.accept(new News.Alarm(index, alarm.value()));
            case UpsNews.VariableGone gone when gone.variable().equalsIgnoreCase("ups.status") -> fault("VAR-NOT-SUPPORTED");
            case UpsNews.VariableGone gone -> news.accept(new News.Alarm(index, ""));
            case UpsNews.DataStale stale -> fault("DATA-STALE");
            case UpsNews.DriverGone gone -> fault("DRIVER-NOT-CONNECTED");
            case UpsNews.UpsGone gone -> fault("UNKNOWN-UPS");
        }
    }

    private void tell(Set<String> words) {
        failures.worked();
        retries.answered();
        news.accept(new News.Status(index, words));
    }

    private void fault(String reason) {
        failures.failed(reason);
        lose(reason, interval);
    }

    private void unreachable(String reason) {
        if (retries.isEarly()) {
            failures.failedEarly(reason);
        } else {
            failures.failed(reason);
        }
        lose(reason, retries.afterFailure(interval));
    }

    private void lose(String reason, Duration wait) {
        lastAsked = System.nanoTime() + wait.toNanos() - interval.toNanos();
        news.accept(new News.Lost(index, reason));
    }

    private static String reason(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private void disconnect() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
