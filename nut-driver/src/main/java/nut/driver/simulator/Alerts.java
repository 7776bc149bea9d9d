package nut.driver.simulator;

/**
 * Which alerts were sent, because some are sent only after others: {@code $} after {@code !}, {@code +} after {@code %}, and {@code !}
 * again every 30 s until the battery is low.
 */
final class Alerts {
    private static final long REPEAT_NANOS = 30_000_000_000L;

    private final SmartUps.Listener listener;
    private boolean failTold;
    private boolean lowTold;
    private long repeatNanos = LoadSwitch.NEVER;

    Alerts(SmartUps.Listener listener) {
        this.listener = listener;
    }

    void lineFail(long now) {
        failTold = true;
        repeatNanos = now + REPEAT_NANOS;
        listener.alert('!');
    }

    /** When {@code !} is due again. */
    long repeatNanos() {
        return repeatNanos;
    }

    void batteryLow() {
        lowTold = true;
        repeatNanos = LoadSwitch.NEVER;
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
        repeatNanos = LoadSwitch.NEVER;
    }

    /** The electronics lost their power, and with it the memory of what they said. */
    void forget() {
        failTold = false;
        lowTold = false;
        repeatNanos = LoadSwitch.NEVER;
    }

    void abnormal(boolean begins) {
        listener.alert(begins ? '?' : '=');
    }

    void replaceBattery() {
        listener.alert('#');
    }

    void settingKept() {
        listener.alert('|');
    }
}
