package nut.upsmon.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nut.common.conf.UpsmonConf;
import nut.common.posix.BootClock;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.upsmon.decision.Action;
import nut.upsmon.decision.Decisions;
import nut.upsmon.decision.Sleeps;
import nut.upsmon.notify.Frame;
import nut.upsmon.notify.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds what its sources hear to the decisions, and carries out what those say. One thread owns it all. */
public final class Watcher {
    /** How often a new watcher, which can look names up, is asked for while there are hosts without an address. */
    public static final Duration LOOK_UP_AGAIN = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    /** How soon time itself may change a decision. */
    private static final long TICK_MILLIS = 250;
    /** The same, when a machine with little power waits for it. */
    private static final long SHORT_TICK_MILLIS = 10;

    private final UpsmonConf conf;
    private final int parentPipe;
    private final Outbox outbox;
    private final Decisions decisions;
    private final List<UpsSource> sources = new ArrayList<>();
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final LookUps lookUps;
    private final Sleeps sleeps = new Sleeps(BootClock.nanos(), System.nanoTime());
    private boolean reloadAsked;
    private boolean leaving;

    /** A watcher of the configuration's UPSes, with the places of their news in the order of the MONITOR lines. */
    public Watcher(UpsmonConf conf, List<Place> places, int parentPipe, Outbox outbox) {
        this.conf = conf;
        this.parentPipe = parentPipe;
        this.outbox = outbox;
        this.lookUps = new LookUps(places.stream().anyMatch(place -> place instanceof Upsd upsd && upsd.addresses().isEmpty()),
            System.nanoTime());
        this.decisions = new Decisions(conf, System.nanoTime());
        for (int i = 0; i < places.size(); i++) {
            sources.add(source(i, places.get(i)));
        }
    }

    /** Loads the classes of all news and all actions, so that nothing is read from a disk when a signal or the end comes. */
    public static void loadWhatMayCome() {
        News.class.getPermittedSubclasses();
        Action.class.getPermittedSubclasses();
    }

    private UpsSource source(int index, Place place) {
        return switch (place) {
            case Upsd upsd ->
                new Poller(index, conf.monitors().get(index), upsd, conf.pollFreq(), conf.deadTime(), conf.pollFailLogMax(), news::add);
            case StateDirectory directory ->
                new RegionListener(index, conf.monitors().get(index), directory, conf.pollFreq(), conf.pollFailLogMax(), BootClock::nanos,
                    news::add);
        };
    }

    /** Starts to listen. */
    public void start() {
        for (int i = 0; i < sources.size(); i++) {
            thread("poll-" + conf.monitors().get(i).ups(), sources.get(i));
        }
        thread("notifier-end", this::awaitNotifiersEnd);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sets the forced shutdown, whatever the UPSes say. From any thread. */
    public void askForcedShutdown() {
        news.add(new News.ForcedShutdownAsked());
    }

    /** This machine goes to sleep. From any thread. */
    public void tellOfSleep() {
        news.add(new News.SleepBegins());
    }

    /** Has the parent replace this process as soon as there is nothing that the next one would have to know. From any thread. */
    public void askReplacement() {
        news.add(new News.ReloadAsked());
    }

    private void awaitNotifiersEnd() {
        try {
            outbox.awaitEnd();
        } catch (PosixException unreadable) {
            LOG.error("the notifier's pipe cannot be watched: {}", unreadable.getMessage());
        }
        news.add(new News.NotifierGone());
    }

    /**
     * Watches until this process is told to end, or until SHUTDOWNEXIT is over.
     *
     * @throws IOException when the parent is gone
     */
    public void run() throws InterruptedException, IOException {
        while (!leaving) {
            News next = news.poll(decisions.isShuttingDown() ? SHORT_TICK_MILLIS : TICK_MILLIS, TimeUnit.MILLISECONDS);
            long now = System.nanoTime();
            if (sleeps.hasSlept(BootClock.nanos(), now)) {
                // What was heard before the sleep is no news any more.
                next = next instanceof News.Status ? null : next;
                news.removeIf(News.Status.class::isInstance);
                act(decisions.woke(now));
            }
            act(actions(next, now));
            for (UpsSource source : sources) {
                source.every(decisions.isAlert() ? conf.pollFreqAlert() : conf.pollFreq());
            }
            if (reloadAsked && decisions.isCalm()) {
                reloadAsked = false;
                order(Order.REPLACE);
            } else if (lookUps.areDue(now, decisions.isCalm())) {
                order(Order.REPLACE);
            }
        }
    }

    private List<Action> actions(News next, long now) {
        return switch (next) {
            case News.Status status -> decisions.heard(status.ups(), status.words(), now);
            case News.Alarm alarm -> decisions.alarm(alarm.ups(), alarm.text(), now);
            case News.Lost lost -> decisions.lost(lost.ups(), now);
            case News.Logins logins -> decisions.logins(logins.ups(), logins.count(), now);
            case News.ForcedShutdownAsked asked -> decisions.forced(now);
            case News.SleepBegins begins -> decisions.sleeps(now);
            case News.ReloadAsked asked -> {
                reloadAsked = true;
                if (!decisions.isCalm()) {
                    LOG.warn("the configuration is read again when no UPS is on battery any more");
                }
                yield decisions.tick(now);
            }
            case News.NotifierGone gone -> {
                // The parent learns of it, and starts another, by being asked for what a reload asks for.
                reloadAsked = true;
                yield decisions.tick(now);
            }
            case null -> decisions.tick(now);
        };
    }

    private void act(List<Action> actions) throws PosixException {
        for (Action action : actions) {
            act(action);
        }
    }

    private void act(Action action) throws PosixException {
        switch (action) {
            case Action.Notify notify ->
                outbox.send(Frame.of(notify.type(), notify.ups() < 0 ? "" : conf.monitors().get(notify.ups()).ups().toString(),
                    notify.detail()));
            case Action.SetForcedShutdown force -> sources.get(force.ups()).force();
            case Action.GoOnWithout some -> sayGoOn(conf.monitors().get(some.ups()), some.others());
            case Action.AskLogins ask -> sources.get(ask.ups()).askLogins();
            case Action.ShutDown shutDown -> order(Order.SHUT_DOWN);
            case Action.Leave leave -> leaving = true;
        }
    }

    private static void sayGoOn(UpsmonConf.Monitor monitor, int others) {
        if (others > 0) {
            LOG.warn("Host sync timer expired, forcing shutdown: UPS [{}] still has {} other login{}; if they need longer to go down, raise"
                + " HOSTSYNC", monitor.ups(), others, others == 1 ? "" : "s");
        } else {
            LOG.warn("Host sync timer expired, forcing shutdown: who else is logged in to UPS [{}] is not known", monitor.ups());
        }
    }

    private void order(Order order) throws PosixException {
        FileDescriptors.write(parentPipe, order.bytes());
    }
}
