package nut.upsmon.decision;

import java.util.Set;
import nut.common.conf.UpsmonConf;

/**
 * What one upsmon was told, and what upsmon.conf(5) says that this means at least and at most: written from the manual, and not with the
 * code under test. Times are milliseconds.
 */
final class Witness {
    /** How long a look at a clock may come late. */
    private static final long SLACK = 1_500;
    /** What the decisions count of a time in which they were held up. */
    private static final long COUNTED = 2_000;

    private final UpsmonConf conf;
    private final Told[] told;
    private boolean byAdmin;
    private long shortSince = -1;

    private static final class Told {
        private Set<String> words = Set.of();
        private boolean battery;
        private boolean lost;
        private long heard;
        private long lowSince = -1;
        private long offSince = -1;
        private long stalled;
    }

    Witness(UpsmonConf conf) {
        this.conf = conf;
        this.told = new Told[conf.monitors().size()];
        for (int i = 0; i < told.length; i++) {
            told[i] = new Told();
        }
    }

    void heard(int ups, Set<String> words, long now) {
        Told it = told[ups];
        it.words = words;
        it.battery = words.contains("OB") || it.battery && !words.contains("OL");
        it.lost = false;
        it.heard = now;
        it.stalled = 0;
        boolean low = it.battery && words.contains("LB") && !words.contains("CAL");
        it.lowSince = !low ? -1 : it.lowSince < 0 ? now : it.lowSince;
        it.offSince = !words.contains("OFF") ? -1 : it.offSince < 0 ? now : it.offSince;
    }

    void lost(int ups) {
        told[ups].lost = true;
    }

    void stalled(long millis) {
        for (Told it : told) {
            it.stalled += Math.max(0, millis - COUNTED);
        }
    }

    void admin() {
        byAdmin = true;
    }

    /** Whether it had a reason to begin a shutdown: supplies that may be counted out are enough to fall below MINSUPPLIES. */
    boolean mayShutDown(long now) {
        int fed = 0;
        for (int i = 0; i < told.length; i++) {
            fed += mayBeCritical(told[i], i, now) ? 0 : conf.monitors().get(i).powerValue();
        }
        return byAdmin || fed < conf.minSupplies();
    }

    private boolean mayBeCritical(Told it, int ups, long now) {
        if (it.words.contains("FSD")) {
            return true;
        }
        long forPrimary = conf.monitors().get(ups).primary() ? 0 : conf.hostSync().toMillis();
        if (it.lowSince >= 0 && now - it.lowSince >= Math.max(conf.critical().oblb().toMillis(), forPrimary)) {
            return true;
        }
        if (it.offSince >= 0 && it.heard - it.offSince >= conf.critical().off().orElseThrow().toMillis()) {
            return true;
        }
        boolean grave = it.battery || it.words.contains("CAL") || it.words.contains("BYPASS") || it.words.contains("OFF")
            || conf.critical().alarm() && it.words.contains("ALARM");
        return it.lost && grave && now - it.heard - it.stalled >= conf.deadTime().toMillis();
    }

    /** Whether it must have begun a shutdown, as it was short of supplies for longer than any patience. */
    boolean mustShutDown(long now) {
        int fed = 0;
        for (int i = 0; i < told.length; i++) {
            fed += isCritical(told[i], now) ? 0 : conf.monitors().get(i).powerValue();
        }
        boolean isShort = fed < conf.minSupplies();
        shortSince = !isShort ? -1 : shortSince < 0 ? now : shortSince;
        return isShort && now - shortSince > SLACK;
    }

    private boolean isCritical(Told it, long now) {
        long low = Math.max(conf.critical().oblb().toMillis(), conf.hostSync().toMillis()) + SLACK;
        return it.words.contains("FSD") || it.lowSince >= 0 && now - it.lowSince > low
            || it.lost && it.battery && now - it.heard - it.stalled > conf.deadTime().toMillis() + COUNTED + SLACK;
    }
}
