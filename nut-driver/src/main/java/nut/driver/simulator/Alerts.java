package nut.driver.simulator;

/**
 * Which alerts were sent, because some are sent only after others: {@code $} after {@code !}, {@code +} after {@code %}; and some again:
 * {@code !} every 30 s until the battery is low, {@code #} every 5 h until the battery is good.
 */
final class Alerts {
    private static final long NEVER = LoadSwitch.NEVER;
    private static final long SECOND = 1_000_000_000L;
    private static final long LINE_FAIL_AGAIN_NANOS = 30 * SECOND;
    private static final long REPLACE_AGAIN_NANOS = 5 * 3600 * SECOND;
    private static final long KEPT_NANOS = 5 * SECOND;

    private final SmartUps.Listener listener;
    private final int lineFailTimes;
    private boolean failTold;
    private boolean lowTold;
    private long failAgainNanos = NEVER;
    private long replaceAgainNanos = NEVER;
    private long keptNanos = NEVER;

    Alerts(int lineFailTimes, SmartUps.Listener listener) {
        this.lineFailTimes = lineFailTimes;
        this.listener = listener;
    }

    /** When one is due again. */
    long nextNanos() {
        return Math.min(Math.min(failAgainNanos, replaceAgainNanos), keptNanos);
    }

    /** Sends those that are due. */
    void tellAgain(long now) {
        if (failAgainNanos <= now) {
            failAgainNanos = now + LINE_FAIL_AGAIN_NANOS;
            listener.alert('!');
        }
        if (replaceAgainNanos <= now) {
            replaceAgainNanos = now + REPLACE_AGAIN_NANOS;
            listener.alert('#');
        }
        if (keptNanos <= now) {
            keptNanos = NEVER;
            listener.alert('|');
        }
    }

    void lineFail(long now) {
        failTold = true;
        failAgainNanos = now + LINE_FAIL_AGAIN_NANOS;
        for (int i = 0; i < lineFailTimes; i++) {
            listener.alert('!');
        }
    }

    void batteryLow() {
        lowTold = true;
        failAgainNanos = NEVER;
        listener.alert('%');
    }

    void lineGood() {
        if (failTold) {
            listener.alert('$');
        }
        if (lowTold) {
            listener.alert('+');
        }
        forget();
    }

    /** The load was cut on battery: no more reminders. */
    void quiet() {
        failAgainNanos = NEVER;
    }

    /** The electronics lost their power, and with it the memory of what they said. */
    void forget() {
        failTold = false;
        lowTold = false;
        failAgainNanos = NEVER;
    }

    void abnormal(boolean begins) {
        listener.alert(begins ? '?' : '=');
    }

    /** The battery is at its end, or a new one was put in. */
    void replaceBattery(boolean needed, long now) {
        if (needed && !needNewBattery()) {
            listener.alert('#');
        }
        replaceAgainNanos = needed ? now + REPLACE_AGAIN_NANOS : NEVER;
    }

    /** Whether the battery is at its end. */
    boolean needNewBattery() {
        return replaceAgainNanos != NEVER;
    }

    /** A setting was written: the unit says so when it is kept. */
    void settingWritten(long now) {
        keptNanos = now + KEPT_NANOS;
    }

    /** The load is about to be cut; sent only by units that list this byte. */
    void cutting() {
        listener.alert('*');
    }

    /** What a unit says when it was switched on, if anything. */
    void turnedOn(char alert) {
        if (alert != 0) {
            listener.alert(alert);
        }
    }
}
