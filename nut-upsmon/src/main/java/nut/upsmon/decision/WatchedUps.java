package nut.upsmon.decision;

import java.time.Duration;
import java.util.Set;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.CriticalStates;
import nut.common.conf.UpsmonConf.Monitor;

/**
 * What is known of one UPS, and whether that makes it critical, which is to say that what it feeds must not count on it (upsmon.conf(5),
 * DEADTIME, HOSTSYNC, and the four directives of {@link CriticalStates}).
 *
 * <pre>
 *  FSD                                     at once
 *  OFF                                     heard again OFFDURATION after it was first heard
 *  OB and LB, and no CAL                   after OBLBDURATION; a secondary gives its primary HOSTSYNC as well, to say FSD first
 *  lost, last heard with OVER              OVERDURATION after OVER began
 *  lost, last heard OB, or with CAL,
 *  BYPASS, OFF (unless OFFDURATION is
 *  negative), ALARM (if ALARMCRITICAL)     after DEADTIME without news
 *  never heard of                          never
 * </pre>
 * Owned by {@link Decisions}.
 */
final class WatchedUps {
    private static final int UNKNOWN = Integer.MAX_VALUE;

    final Monitor monitor;
    final StatusNews news = new StatusNews();
    boolean lost;
    boolean forced;
    /** Whether upsd has said FSD or was lost since it was last told to set it: if it then says no FSD, it has forgotten. */
    boolean mayHaveForgotten;
    long lastNoComm;
    private final UpsmonConf conf;
    private Set<String> words = Set.of();
    private boolean onBattery;
    private int logins = UNKNOWN;
    private boolean wasFoundAgain;
    private long foundAgain;
    private boolean replaceSaid;
    private long lastReplace;
    private long lastHeard;
    /** Since when there were no news, but for times in which nobody could listen. */
    private long silentSince;
    private long lowSince;
    private long offSince;
    private long overSince;

    WatchedUps(Monitor monitor, UpsmonConf conf) {
        this.monitor = monitor;
        this.conf = conf;
    }

    /** Takes in the words, of which there is at least one. What is neither OL nor OB leaves open where the power comes from. */
    void hear(Set<String> newWords, long now) {
        boolean wasLow = isLow();
        boolean wasOff = has("OFF");
        boolean wasOver = has("OVER");
        words = Set.copyOf(newWords);
        onBattery = has("OB") || onBattery && !has("OL");
        lastHeard = now;
        silentSince = now;
        lowSince = wasLow ? lowSince : now;
        offSince = wasOff ? offSince : now;
        overSince = wasOver ? overSince : now;
    }

    /** Forgets what it was told, as it may be long past. */
    void forget(long now) {
        words = Set.of();
        onBattery = false;
        silentSince = now;
        news.forget();
    }

    /** Leaves a time out of account in which nobody could listen. */
    void wasDeaf(long nanos) {
        silentSince += nanos;
        logins = UNKNOWN;
    }

    void loggedIn(int count) {
        logins = count;
    }

    /** A restarted upsd counts from nought. */
    void forgetLogins() {
        logins = UNKNOWN;
    }

    void found(long now) {
        lost = false;
        wasFoundAgain = true;
        foundAgain = now;
    }

    /** Whether others are known to be logged in. */
    boolean hasOthers() {
        return others() > 0;
    }

    /** How many others are logged in, -1 if that is not known. */
    int others() {
        return logins == UNKNOWN ? -1 : Math.max(0, logins - 1);
    }

    /** Whether upsd counts no other, or there is none that anybody could have logged in to. */
    boolean isAlone() {
        return logins <= 1 || monitor.isRegion();
    }

    /**
     * Whether those whom upsd does not count are gone. When the UPS is lost, or was a short while ago, upsd may have been restarted, and
     * they may not have come back yet: only after DEADTIME has everybody come back who can.
     */
    boolean isDeserted(long now) {
        return monitor.isRegion() || isAlone() && !lost && !(wasFoundAgain && now - foundAgain < conf.deadTime().toNanos());
    }

    /** Whether people are to be told that the battery must be replaced, if they are told then. */
    boolean isReplacementDue(long now) {
        if (!has("RB") || replaceSaid && now - lastReplace <= conf.rbWarnTime().toNanos()) {
            return false;
        }
        replaceSaid = true;
        lastReplace = now;
        return true;
    }

    boolean has(String word) {
        return words.contains(word);
    }

    boolean isOnBattery() {
        return onBattery;
    }

    /** On battery and low, other than by a calibration. */
    private boolean isLow() {
        return onBattery && has("LB") && !has("CAL");
    }

    /** Whether it is watched more closely, as NUT does, with POLLFREQALERT. */
    boolean isAlert() {
        return onBattery || has("BYPASS") || has("ALARM") || has("OFF") && conf.critical().off().isPresent()
            || has("OVER") && conf.critical().over().isPresent();
    }

    /** Whether silence alone makes it critical, soon or late. */
    boolean isVolatile() {
        return diesInSilence() || has("OVER") && conf.critical().over().isPresent();
    }

    private boolean diesInSilence() {
        CriticalStates states = conf.critical();
        return onBattery || has("CAL") || has("BYPASS") || has("OFF") && states.off().isPresent() || has("ALARM") && states.alarm();
    }

    boolean isCritical(long now) {
        return forced || isOff() || lost && isDead(now) || isLow() && isLowForLong(now);
    }

    /** A state is known to have lasted only up to when it was last heard. */
    private boolean isOff() {
        Duration patience = conf.critical().off().orElse(null);
        return patience != null && has("OFF") && lastHeard - offSince >= patience.toNanos();
    }

    private boolean isDead(long now) {
        Duration overload = conf.critical().over().orElse(null);
        if (overload != null && has("OVER") && now - overSince >= overload.toNanos()) {
            return true;
        }
        return diesInSilence() && now - silentSince > conf.deadTime().toNanos();
    }

    private boolean isLowForLong(long now) {
        long low = now - lowSince;
        return low >= conf.critical().oblb().toNanos() && (monitor.primary() || low > conf.hostSync().toNanos());
    }
}
