package nut.driver.simulator;

/**
 * A UPS as the world sees it: mains, battery and load can be changed, {@link Orders} has what the computer can make it do, {@link Readings}
 * what its meters show.
 *
 * <p>Time is that of the model's clock, in nanoseconds from any beginning; whoever owns the model moves it on with {@link #advanceTo} and
 * may ask with {@link #nextNanos} when something will happen by itself. Owned by one thread.
 */
final class SmartUps {
    /** What the UPS tells the world without being asked. */
    interface Listener {
        /** An alert byte. */
        void alert(char alert);

        /** Something happened that a person wants to read. */
        void event(String what);

        /** The load was cut with mains there, and nothing will bring it back. */
        void stranded(String what);

        /** The electronics started anew: the serial port is in simple mode. */
        void restarted();
    }

    private final PowerPath path;
    private final Orders orders;
    private final Readings readings;

    SmartUps(Profile profile, Eeprom eeprom, Battery battery, double loadPercent, Listener listener) {
        path = new PowerPath(profile, new PowerSettings(eeprom), battery, loadPercent, listener, this::watchShutdownLine);
        orders = new Orders(path);
        readings = new Readings(path, profile.body());
    }

    /** Moves the model's time on, through everything that happens on the way. */
    void advanceTo(long nanos) {
        for (long next = nextNanos(); next <= nanos; next = nextNanos()) {
            path.flow(next);
            path.settle();
        }
        path.flow(nanos);
    }

    /** When something will happen by itself if nobody interferes; {@link Long#MAX_VALUE} when nothing will. */
    long nextNanos() {
        return path.nextNanos();
    }

    /** The mains comes or goes. */
    void mains(boolean there) {
        if (path.mains.isThere() != there) {
            path.listener.event(there ? "MAINS BACK" : "MAINS LOST");
            path.mains.connect(there);
            path.settle();
        }
    }

    /** Changes the mains voltage. */
    void voltage(double volts) {
        path.listener.event("VOLTAGE " + volts);
        path.mains.volts(volts);
        path.settle();
    }

    void temperature(double celsius) {
        readings.temperature(celsius);
    }

    void load(double percent) {
        path.load(percent);
    }

    void charge(double charge) {
        path.battery.charge(charge);
        path.settle();
    }

    /** Takes so much charge away that the battery is at its warning level. */
    void exhaust() {
        path.battery.runtimeMinutes(Math.min(path.settings.lowMinutes(), path.runtimeMinutes()), path.loadPercent());
        path.settle();
    }

    void replaceBattery(boolean needed) {
        path.alerts.replaceBattery(needed, path.now());
    }

    /** A setting was written: the unit says so when it is kept, and what depends on it changes at once. */
    void eepromWritten() {
        path.alerts.settingWritten(path.now());
        path.settle();
    }

    Orders orders() {
        return orders;
    }

    Readings readings() {
        return readings;
    }

    /** Whether the electronics have power and the port is not deaf. */
    boolean answers() {
        return path.load.isAwake();
    }

    boolean feedsLoad() {
        return path.load.isOn();
    }

    boolean onBattery() {
        return path.onBattery();
    }

    /** 0 to 1. */
    double charge() {
        return path.battery.charge();
    }

    private void watchShutdownLine() {
        orders.watchShutdownLine();
    }
}
