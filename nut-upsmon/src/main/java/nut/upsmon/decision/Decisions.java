package nut.upsmon.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;

/**
 * Decides when the machine goes down (upsmon(8), "UPS DEFINITIONS", "NOTIFY EVENTS", "SHUTDOWN ACTIVITY WORKFLOW").
 *
 * <pre>
 *  WATCHING --supplies below MINSUPPLIES, or the admin--> [primary: FSD set on its UPSes] SYNCING --alone, or HOSTSYNC over--> FINAL
 *           \------- no UPS of which we are primary ----------------------------------------------------------------------->  FINAL
 *  FINAL --FINALDELAY over, and alone or HOSTSYNC over--> DONE --SHUTDOWNEXIT over--> leave
 * </pre>
 * There is no way back: a forced shutdown is never taken back, an upsd that has forgotten it is told again, and {@link Action.ShutDown}
 * comes once. Times are nanoseconds of any clock that does not go backwards. Something must come in four times a second, a
 * {@link #tick} if nothing else: a longer time without any counts as one in which this process was held up and could not have heard.
 */
public final class Decisions {
    /** How often a primary asks who is still logged in. */
    private static final long BETWEEN_ASKINGS = 250_000_000L;
    /** The longest time between two events that counts as listening. */
    private static final long LISTENING = 2_000_000_000L;

    private enum Phase { WATCHING, SYNCING, FINAL, DONE }

    private final UpsmonConf conf;
    private final List<WatchedUps> upses = new ArrayList<>();
    private Phase phase = Phase.WATCHING;
    private long lastEvent;
    private long syncEnd;
    private long finalEnd;
    private long leave;
    private boolean left;
    private long nextAsking;
    private boolean waitSaid;
    private List<Action> actions = new ArrayList<>();

    /** Begins to watch at a time. */
    public Decisions(UpsmonConf conf, long now) {
        this.conf = conf;
        this.lastEvent = now;
        for (Monitor monitor : conf.monitors()) {
            upses.add(new WatchedUps(monitor, conf));
        }
    }

    /** The words of ups.status as upsd served them; none are as good as no answer. */
    public List<Action> heard(int index, Set<String> status, long now) {
        Set<String> words = new TreeSet<>(status);
        words.remove("");
        if (words.isEmpty()) {
            return lost(index, now);
        }
        listen(now);
        WatchedUps ups = upses.get(index);
        if (ups.lost) {
            ups.found(now);
            say(NotifyType.COMMOK, index);
        }
        ups.hear(words, now);
        ups.news.hear(words, (type, detail) -> actions.add(new Action.Notify(type, index, detail)));
        if (ups.isReplacementDue(now)) {
            say(NotifyType.REPLBATT, index);
        }
        forcedShutdown(ups, index);
        return decide(now);
    }

    /** What ups.alarm says, which has to come in before the words that have ALARM among them; "" if there is no such variable. */
    public List<Action> alarm(int index, String text, long now) {
        listen(now);
        upses.get(index).news.alarm(text, (type, detail) -> actions.add(new Action.Notify(type, index, detail)));
        return decide(now);
    }

    /** upsd cannot be asked, or says that it knows nothing of the UPS. */
    public List<Action> lost(int index, long now) {
        listen(now);
        WatchedUps ups = upses.get(index);
        if (!ups.lost) {
            ups.lost = true;
            ups.lastNoComm = now;
            say(NotifyType.COMMBAD, index);
        }
        ups.mayHaveForgotten = true;
        if (phase == Phase.SYNCING) {
            ups.forgetLogins();
        }
        return decide(now);
    }

    /** How many are logged in to a UPS of which we are the primary, ourselves included. */
    public List<Action> logins(int index, int count, long now) {
        listen(now);
        WatchedUps ups = upses.get(index);
        ups.loggedIn(count);
        if (phase == Phase.SYNCING && ups.hasOthers() && !waitSaid) {
            waitSaid = true;
            say(NotifyType.SHUTDOWN_HOSTSYNC, -1);
        }
        return decide(now);
    }

    /** Time has gone by. */
    public List<Action> tick(long now) {
        listen(now);
        return decide(now);
    }

    /** The machine goes to sleep; people are told. */
    public List<Action> sleeps(long now) {
        listen(now);
        say(NotifyType.SUSPEND_STARTING, -1);
        return decide(now);
    }

    /** The machine was asleep, and what was heard before is too old to act on. A shutdown that has begun goes on. */
    public List<Action> woke(long now) {
        lastEvent = now;
        for (WatchedUps ups : upses) {
            ups.forget(now);
            ups.forced &= isShuttingDown();
        }
        say(NotifyType.SUSPEND_FINISHED, -1);
        return decide(now);
    }

    /** The admin wants the shutdown (upsmon -c fsd): it goes the way that it goes when the power is out. */
    public List<Action> forced(long now) {
        listen(now);
        if (phase == Phase.WATCHING) {
            force(now);
        }
        return decide(now);
    }

    /** Whether any UPS runs on battery or is in another state that needs to be watched closely, so that all are asked at POLLFREQALERT. */
    public boolean isAlert() {
        for (WatchedUps ups : upses) {
            if (ups.isAlert()) {
                return true;
            }
        }
        return false;
    }

    /** Whether another that knows nothing of the past would decide as this one does from here on. */
    public boolean isCalm() {
        for (WatchedUps ups : upses) {
            if (ups.forced || ups.isOnBattery() || ups.lost && ups.isVolatile()) {
                return false;
            }
        }
        return !isShuttingDown();
    }

    /** Whether the shutdown has begun; it is then not taken back. */
    public boolean isShuttingDown() {
        return phase != Phase.WATCHING;
    }

    private void listen(long now) {
        long deaf = now - lastEvent - LISTENING;
        lastEvent = now;
        if (deaf > 0) {
            for (WatchedUps ups : upses) {
                ups.wasDeaf(deaf);
            }
        }
    }

    /** A restart of upsd is how an admin takes back the FSD of a UPS; but not while the primary that set it still waits or goes. */
    private void forcedShutdown(WatchedUps ups, int index) {
        if (ups.has("FSD")) {
            if (!ups.forced) {
                ups.forced = true;
                say(NotifyType.FSD, index);
            }
            ups.mayHaveForgotten = true;
        } else if (phase == Phase.WATCHING) {
            ups.forced = false;
        } else if (ups.monitor.primary() && ups.mayHaveForgotten) {
            ups.mayHaveForgotten = false;
            actions.add(new Action.SetForcedShutdown(index));
        }
    }

    private List<Action> decide(long now) {
        for (int i = 0; i < upses.size(); i++) {
            noComm(i, now);
        }
        if (phase == Phase.WATCHING && supplies(now) < conf.minSupplies() && anySupply()) {
            force(now);
        }
        if (phase == Phase.SYNCING && (now - syncEnd >= 0 || ours(ups -> ups.isDeserted(now)))) {
            goOnWithoutSome(now);
            goFinal(now);
        }
        // A secondary whose upsmon is restarted looks as if it were gone, until it logs in again.
        if (phase == Phase.FINAL && now - finalEnd >= 0 && (now - syncEnd >= 0 || ours(WatchedUps::isAlone))) {
            phase = Phase.DONE;
            actions.add(new Action.ShutDown());
            leave = now + conf.shutdownExit().orElse(Duration.ZERO).toNanos();
        }
        if ((phase == Phase.SYNCING || phase == Phase.FINAL) && now - nextAsking >= 0) {
            nextAsking = now + BETWEEN_ASKINGS;
            askLogins();
        }
        leave(now);
        List<Action> result = actions;
        actions = new ArrayList<>();
        return result;
    }

    private void leave(long now) {
        Optional<Duration> after = conf.shutdownExit();
        if (phase == Phase.DONE && !left && after.isPresent() && after.get().isPositive() && now - leave >= 0) {
            left = true;
            actions.add(new Action.Leave());
        }
    }

    private void force(long now) {
        boolean primary = false;
        for (int i = 0; i < upses.size(); i++) {
            WatchedUps ups = upses.get(i);
            if (ups.monitor.primary()) {
                primary = true;
                if (!ups.forced) {
                    ups.forced = true;
                    say(NotifyType.FSD, i);
                }
                ups.mayHaveForgotten = ups.lost;
                ups.forgetLogins();
                actions.add(new Action.SetForcedShutdown(i));
            }
        }
        syncEnd = now + conf.hostSync().toNanos();
        nextAsking = now;
        if (primary) {
            phase = Phase.SYNCING;
        } else {
            goFinal(now);
        }
    }

    private void goOnWithoutSome(long now) {
        for (int i = 0; i < upses.size(); i++) {
            WatchedUps ups = upses.get(i);
            if (ups.monitor.primary() && !ups.isDeserted(now)) {
                actions.add(new Action.GoOnWithout(i, ups.others()));
            }
        }
    }

    private void goFinal(long now) {
        phase = Phase.FINAL;
        finalEnd = now + conf.finalDelay().toNanos();
        say(NotifyType.SHUTDOWN, -1);
    }

    /** Whether something is true of all UPSes whose primary this machine is. */
    private boolean ours(Predicate<WatchedUps> isTrue) {
        return upses.stream().filter(ups -> ups.monitor.primary()).allMatch(isTrue);
    }

    private int supplies(long now) {
        int sum = 0;
        for (WatchedUps ups : upses) {
            sum += ups.isCritical(now) ? 0 : ups.monitor.powerValue();
        }
        return sum;
    }

    private boolean anySupply() {
        return upses.stream().anyMatch(ups -> ups.monitor.powerValue() > 0);
    }

    private void noComm(int index, long now) {
        WatchedUps ups = upses.get(index);
        if (ups.lost && now - ups.lastNoComm > conf.noCommWarnTime().toNanos()) {
            ups.lastNoComm = now;
            say(NotifyType.NOCOMM, index);
        }
    }

    private void askLogins() {
        for (int i = 0; i < upses.size(); i++) {
            if (upses.get(i).monitor.primary()) {
                actions.add(new Action.AskLogins(i));
            }
        }
    }

    private void say(NotifyType type, int index) {
        actions.add(new Action.Notify(type, index));
    }
}
