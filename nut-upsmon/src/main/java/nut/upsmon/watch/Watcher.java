package nut.upsmon.watch;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nut.common.conf.UpsmonConf;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.upsmon.decision.Action;
import nut.upsmon.decision.Decisions;
import nut.upsmon.notify.Frame;
import nut.upsmon.notify.Outbox;

/** Feeds what the pollers hear to the decisions, and carries out what those say. One thread owns it all. */
public final class Watcher {
    /** What the parent takes for an order to shut down. */
    public static final byte SHUTDOWN = 'S';
    /** How soon time itself may change a decision. */
    private static final long TICK_MILLIS = 250;

    private final UpsmonConf conf;
    private final int parentPipe;
    private final Outbox outbox;
    private final Decisions decisions;
    private final List<Poller> pollers = new ArrayList<>();
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();

    /** A watcher of the configuration's UPSes, whose servers were looked up in the order of the MONITOR lines. */
    public Watcher(UpsmonConf conf, List<InetSocketAddress> addresses, int parentPipe, Outbox outbox) {
        this.conf = conf;
        this.parentPipe = parentPipe;
        this.outbox = outbox;
        this.decisions = new Decisions(conf, System.nanoTime());
        for (int i = 0; i < addresses.size(); i++) {
            pollers.add(new Poller(i, conf.monitors().get(i), addresses.get(i), conf.pollFreq(), news::add));
        }
    }

    /** Starts the pollers. */
    public void start() {
        for (int i = 0; i < pollers.size(); i++) {
            Thread thread = new Thread(pollers.get(i), "poll-" + conf.monitors().get(i).ups());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Watches until this process is told to end. */
    public void run() throws InterruptedException, PosixException {
        for (;;) {
            News next = news.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
            long now = System.nanoTime();
            List<Action> actions = switch (next) {
                case News.Status status -> decisions.heard(status.ups(), status.words(), now);
                case News.Lost lost -> decisions.lost(lost.ups(), now);
                case News.Logins logins -> decisions.logins(logins.ups(), logins.count(), now);
                case null -> decisions.tick(now);
            };
            for (Action action : actions) {
                act(action);
            }
            for (int i = 0; i < pollers.size(); i++) {
                pollers.get(i).every(decisions.isAlert(i) ? conf.pollFreqAlert() : conf.pollFreq());
            }
        }
    }

    private void act(Action action) throws PosixException {
        switch (action) {
            case Action.Notify notify ->
                outbox.send(Frame.of(notify.type(), notify.ups() < 0 ? "" : conf.monitors().get(notify.ups()).ups().toString()));
            case Action.SetForcedShutdown force -> pollers.get(force.ups()).force();
            case Action.AskLogins ask -> pollers.get(ask.ups()).askLogins();
            case Action.Logout logout -> pollers.get(logout.ups()).logout();
            case Action.ShutDown shutDown -> FileDescriptors.write(parentPipe, new byte[] {SHUTDOWN});
        }
    }
}
