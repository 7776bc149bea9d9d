package nut.upsmon.decision;

import java.util.Set;
import nut.common.conf.UpsmonConf.Monitor;

/** What is known of one UPS. Owned by {@link Decisions}. */
final class WatchedUps {
    final Monitor monitor;
    private Set<String> words = Set.of();
    private boolean heardOf;
    boolean lost;
    long lostSince;
    long lastHeard;
    long lastNonCritical;
    long lastNoComm;
    long lastReplace;
    boolean replaceSaid;
    boolean forced;
    int logins = Integer.MAX_VALUE;

    WatchedUps(Monitor monitor, long now) {
        this.monitor = monitor;
        this.lostSince = now;
        this.lastNonCritical = now;
    }

    void hear(Set<String> news, long now) {
        words = Set.copyOf(news);
        heardOf = true;
        lastHeard = now;
    }

    boolean heardOf() {
        return heardOf;
    }

    boolean has(String word) {
        return words.contains(word);
    }

    /** On battery and low, other than by a calibration. */
    boolean onLowBattery() {
        return has("OB") && has("LB") && !has("CAL");
    }
}
