package nut.upsmon.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;

/**
 * Decides when the machine goes down (upsmon(8), "UPS DEFINITIONS", "NOTIFY EVENTS").
 *
 * <pre>
 *  WATCHING --supplies below MINSUPPLIES--> [primary: FSD set on its UPSes] SYNCING --secondaries gone or HOSTSYNC over--> FINAL
 *           \------- no UPS of which we are primary ------------------------------------------------------------------->  FINAL
 *  FINAL --FINALDELAY over--> DONE
 * </pre>
 * There is no way back: a forced shutdown is never taken back, and {@link Action.ShutDown} comes once. Times are nanoseconds of any clock
 * that does not go backwards.
 */
public final class Decisions {
    /** How often a primary asks who is still logged in. */
    private static final long BETWEEN_ASKINGS = 250_000_000L;

    private enum Phase { WATCHING, SYNCING, FINAL, DONE }

    private final UpsmonConf conf;
    private final List<WatchedUps> upses = new ArrayList<>();
    private Phase phase = Phase.WATCHING;
    private long phaseEnd;
    private long nextAsking;
    private List<Action> actions = new ArrayList<>();

    /** Begins to watch at a time. */
    public Decisions(UpsmonConf conf, long now) {
        this.conf = conf;
        for (Monitor monitor : conf.monitors()) {
            upses.add(new WatchedUps(monitor, now));
        }
    }

    /** The words of ups.status as upsd served them. */
    public List<Action> heard(int index, Set<String> words, long now) {
        WatchedUps ups = upses.get(index);
        if (ups.lost) {
            ups.lost = false;
            say(NotifyType.COMMOK, index);
        }
        boolean wasOnBattery = ups.has("OB");
        boolean wasLow = ups.onLowBattery();
        boolean wasOnLine = ups.has("OL") || !ups.heardOf();
        ups.hear(words, now);
        if (ups.has("OB") && !wasOnBattery) {
            say(NotifyType.ONBATT, index);
        }
        if (ups.has("OL") && !wasOnLine) {
            say(NotifyType.ONLINE, index);
        }
        if (ups.onLowBattery() && !wasLow) {
            say(NotifyType.LOWBATT, index);
        }
        if (ups.has("FSD") && !ups.forced) {
            ups.forced = true;
            say(NotifyType.FSD, index);
        } else if (!ups.has("FSD") && phase == Phase.WATCHING) {
            ups.forced = false;
        }
        replaceBattery(index, now);
        return decide(now);
    }

    /** upsd cannot be asked, or says that it knows nothing of the UPS. */
    public List<Action> lost(int index, long now) {
        WatchedUps ups = upses.get(index);
        if (!ups.lost) {
            ups.lost = true;
            ups.lostSince = now;
            ups.lastNoComm = now;
            say(NotifyType.COMMBAD, index);
        }
        return decide(now);
    }

    /** How many are logged in to a UPS of which we are the primary, ourselves included. */
    public List<Action> logins(int index, int count, long now) {
        upses.get(index).logins = count;
        return decide(now);
    }

    /** Time has gone by. */
    public List<Action> tick(long now) {
        return decide(now);
    }

    /** The admin wants the shutdown (upsmon -c fsd): it goes the way that it goes when the power is out. */
    public List<Action> forced(long now) {
        if (phase == Phase.WATCHING) {
            force(now);
        }
        return decide(now);
    }

    /** Whether any UPS runs on battery, so that all are asked at POLLFREQALERT. */
    public boolean isAlert() {
        for (WatchedUps ups : upses) {
            if (ups.has("OB")) {
                return true;
            }
        }
        return false;
    }

    /** Whether another that knows nothing of the past would decide as this one does from here on. */
    public boolean isCalm() {
        for (WatchedUps ups : upses) {
            if (ups.forced) {
                return false;
            }
        }
        return !isShuttingDown() && !isAlert();
    }

    /** Whether the shutdown has begun; it is then not taken back. */
    public boolean isShuttingDown() {
        return phase != Phase.WATCHING;
    }

    private List<Action> decide(long now) {
        for (int i = 0; i < upses.size(); i++) {
            noComm(i, now);
        }
        if (phase == Phase.WATCHING && supplies(now) < conf.minSupplies() && anySupply()) {
            force(now);
        }
        if (phase == Phase.SYNCING && (secondariesGone() || now - phaseEnd >= 0)) {
            goFinal(now);
        } else if (phase == Phase.SYNCING && now - nextAsking >= 0) {
            nextAsking = now + BETWEEN_ASKINGS;
            each(true, Action.AskLogins::new);
        }
        if (phase == Phase.FINAL && now - phaseEnd >= 0) {
            phase = Phase.DONE;
            actions.add(new Action.ShutDown());
            each(false, Action.Logout::new);
        }
        List<Action> result = actions;
        actions = new ArrayList<>();
        return result;
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
                actions.add(new Action.SetForcedShutdown(i));
            }
        }
        if (primary) {
            phase = Phase.SYNCING;
            phaseEnd = now + conf.hostSync().toNanos();
            nextAsking = now;
        } else {
            goFinal(now);
        }
    }

    private void goFinal(long now) {
        phase = Phase.FINAL;
        phaseEnd = now + conf.finalDelay().toNanos();
        say(NotifyType.SHUTDOWN, -1);
    }

    private boolean secondariesGone() {
        for (WatchedUps ups : upses) {
            if (ups.monitor.primary() && ups.logins > 1) {
                return false;
            }
        }
        return true;
    }

    private int supplies(long now) {
        int sum = 0;
        for (WatchedUps ups : upses) {
            if (!isCritical(ups, now)) {
                sum += ups.monitor.powerValue();
            }
        }
        return sum;
    }

    private boolean anySupply() {
        for (WatchedUps ups : upses) {
            if (ups.monitor.powerValue() > 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Forced; or on battery and low (a secondary gives its primary HOSTSYNC to say so first); or last known on battery and then silent for
     * longer than DEADTIME. A UPS that was never heard of is not critical.
     */
    private boolean isCritical(WatchedUps ups, long now) {
        if (ups.forced) {
            return true;
        }
        if (ups.lost && ups.has("OB") && now - ups.lastHeard > conf.deadTime().toNanos()) {
            return true;
        }
        if (!ups.onLowBattery()) {
            ups.lastNonCritical = now;
            return false;
        }
        return ups.monitor.primary() || now - ups.lastNonCritical > conf.hostSync().toNanos();
    }

    private void noComm(int index, long now) {
        WatchedUps ups = upses.get(index);
        if (ups.lost && now - ups.lastNoComm > conf.noCommWarnTime().toNanos()) {
            ups.lastNoComm = now;
            say(NotifyType.NOCOMM, index);
        }
    }

    private void replaceBattery(int index, long now) {
        WatchedUps ups = upses.get(index);
        if (!ups.has("RB")) {
            ups.replaceSaid = false;
        } else if (!ups.replaceSaid || now - ups.lastReplace > conf.rbWarnTime().toNanos()) {
            ups.replaceSaid = true;
            ups.lastReplace = now;
            say(NotifyType.REPLBATT, index);
        }
    }

    private void each(boolean primary, IntFunction<Action> action) {
        for (int i = 0; i < upses.size(); i++) {
            if (upses.get(i).monitor.primary() == primary) {
                actions.add(action.apply(i));
            }
        }
    }

    private void say(NotifyType type, int index) {
        actions.add(new Action.Notify(type, index));
    }
}
