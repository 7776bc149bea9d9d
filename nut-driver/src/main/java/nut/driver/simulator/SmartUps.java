package nut.driver.simulator;

import java.util.Locale;
import nut.driver.simulator.LoadSwitch.Output;

/**
 * The physics of a Smart-UPS of the third generation: mains, battery, load, and the commands that cut the load and bring it back.
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

        /** The electronics started anew: the serial port is in simple mode. */
        void restarted();
    }

    private static final long NEVER = LoadSwitch.NEVER;
    private static final long SECOND = 1_000_000_000L;
    private static final long EEPROM_NOTE_NANOS = 5 * SECOND;
    private static final long SELF_TEST_NANOS = 8 * SECOND;
    private static final long SIMULATED_FAILURE_NANOS = 6 * SECOND;
    private static final long RESULT_NANOS = 300 * SECOND;
    private static final long SIX_MINUTES_NANOS = 360 * SECOND;
    private static final double CALIBRATION_END = 0.25;
    private static final double OVERLOAD_PERCENT = 100;
    private static final double NEARLY = 1e-6;

    private final Eeprom eeprom;
    private final Battery battery;
    private final Listener listener;
    private final Alerts alerts;
    private final LoadSwitch load = new LoadSwitch();

    private long now;
    private boolean mains = true;
    private double loadPercent;
    private boolean replaceBattery;
    private boolean calibrating;
    private boolean selfTest;
    private long testEndNanos = NEVER;
    private long resultUntilNanos = Long.MIN_VALUE;
    private long noteNanos = NEVER;
    private boolean onBattery;
    private boolean low;
    private boolean overloaded;
    private char transferReason = 'O';
    private boolean reasonUnknown;

    SmartUps(Eeprom eeprom, Battery battery, double loadPercent, Listener listener) {
        this.eeprom = eeprom;
        this.battery = battery;
        this.loadPercent = loadPercent;
        this.listener = listener;
        this.alerts = new Alerts(listener);
    }

    /** Moves the model's time on, through everything that happens on the way. */
    void advanceTo(long nanos) {
        for (long next = nextNanos(); next <= nanos; next = nextNanos()) {
            flow(next);
            settle();
        }
        flow(nanos);
    }

    /** When something will happen by itself if nobody interferes; {@link Long#MAX_VALUE} when nothing will. */
    long nextNanos() {
        long next = Math.min(Math.min(testEndNanos, noteNanos), load.cutNanos());
        if (onBattery) {
            next = Math.min(next, low ? NEVER : Math.min(alerts.repeatNanos(), afterRuntime(lowMinutes())));
            next = Math.min(next, afterRuntime(0));
        }
        if (calibrating) {
            next = Math.min(next, afterRuntime(runtimeMinutes() * CALIBRATION_END / battery.charge()));
        }
        if (load.wakeNanos() != NEVER) {
            next = Math.min(next, Math.max(load.wakeNanos(), after(battery.secondsUntilCharge(returnCharge()))));
        }
        return Math.max(next, now);
    }

    void mains(boolean there) {
        if (mains == there) {
            return;
        }
        mains = there;
        listener.event(there ? "MAINS BACK" : "MAINS LOST");
        if (there) {
            load.awaitReturn(now, returnDelayNanos());
        } else {
            load.stopWaiting();
            endTests(false);
        }
        settle();
    }

    void load(double percent) {
        loadPercent = percent;
        settle();
    }

    void charge(double charge) {
        battery.charge(charge);
        settle();
    }

    /** Takes so much charge away that the battery is at its warning level. */
    void exhaust() {
        battery.runtimeMinutes(Math.min(lowMinutes(), runtimeMinutes()), loadPercent);
        settle();
    }

    void replaceBattery(boolean needed) {
        if (needed && !replaceBattery) {
            alerts.replaceBattery();
        }
        replaceBattery = needed;
    }

    /** S: cut the load after the grace time, return with the mains. Refused on mains. */
    boolean hibernateOnBattery() {
        if (!onBattery) {
            return false;
        }
        plan('S', 0);
        return true;
    }

    /** &#64;nnn: the same, on mains too, and return so many times six minutes later. */
    void hibernate(int sixMinutes) {
        plan('@', sixMinutes * SIX_MINUTES_NANOS);
    }

    /** K: cut the load after the grace time, for good. */
    void turnOffLater() {
        plan('K', 0);
    }

    /** Z: cut the load now, for good. */
    void turnOffNow() {
        if (load.output() != Output.OFF) {
            load.cut(Output.OFF, 'Z');
            afterCut();
        }
    }

    /** ^N: feed the load. */
    void turnOn() {
        if (!load.isOn() && (mains || !battery.isEmpty())) {
            wake();
            settle();
        }
    }

    /** DEL: forget a shutdown that is still in its grace time. */
    boolean abortShutdown() {
        char aborted = load.abort();
        if (aborted != 0) {
            listener.event("SHUTDOWN ABORTED " + aborted);
        }
        return aborted != 0;
    }

    /** W and U: run from the battery for a moment, to test it or to rehearse. */
    boolean leaveMains(boolean test) {
        if (!mains || !load.isOn() || calibrating || testEndNanos != NEVER) {
            return false;
        }
        selfTest = test;
        testEndNanos = now + (test ? SELF_TEST_NANOS : SIMULATED_FAILURE_NANOS);
        listener.event(test ? "SELF-TEST STARTED" : "SIMULATED POWER FAILURE");
        settle();
        return true;
    }

    /** D: empty the battery down to a quarter, to learn its runtime; or stop doing so. */
    boolean toggleCalibration() {
        if (!calibrating && (!mains || !load.isOn() || battery.charge() < 1)) {
            return false;
        }
        calibrating = !calibrating;
        listener.event(calibrating ? "CALIBRATION STARTED" : "CALIBRATION STOPPED");
        settle();
        return true;
    }

    /** A setting was written: the unit says so when it is kept. */
    void eepromWritten() {
        noteNanos = now + EEPROM_NOTE_NANOS;
    }

    boolean answers() {
        return load.isAwake();
    }

    boolean mains() {
        return mains;
    }

    boolean onBattery() {
        return onBattery;
    }

    boolean feedsLoad() {
        return load.isOn();
    }

    double loadPercent() {
        return load.isOn() ? loadPercent : 0;
    }

    double charge() {
        return battery.charge();
    }

    double runtimeMinutes() {
        return battery.runtimeMinutes(loadPercent);
    }

    double batteryVolts() {
        return battery.volts(mains && !onBattery);
    }

    /** The bits of Q. */
    int status() {
        if (!load.isOn()) {
            return 0;
        }
        return (calibrating ? 0x01 : 0) | (onBattery ? 0x10 : 0x08) | (overloaded ? 0x20 : 0) | (low ? 0x40 : 0)
            | (replaceBattery ? 0x80 : 0);
    }

    /** The bits of trip register 1: why the load is off. */
    int tripRegister() {
        return load.tripBits();
    }

    /** The letter of G, or NA to whoever asks for the first time after a transfer. */
    String transferReason() {
        boolean unknown = reasonUnknown;
        reasonUnknown = false;
        return unknown ? "NA" : String.valueOf(transferReason);
    }

    /** OK for five minutes after a self-test. */
    String testResult() {
        return now < resultUntilNanos ? "OK" : "NO";
    }

    /** One line for a person. */
    String describe() {
        return String.format(Locale.ROOT, "mains=%s output=%s status=%02X charge=%.1f runtime=%.1f load=%.1f volts=%.2f shutdown=%s",
            mains ? "on" : "off", load.output(), status(), charge() * 100, runtimeMinutes(), loadPercent(), batteryVolts(),
            load.describePlan(now));
    }

    private void flow(long nanos) {
        double seconds = (nanos - now) / 1e9;
        if (onBattery) {
            battery.discharge(seconds, loadPercent);
        } else if (mains) {
            battery.recharge(seconds);
        }
        now = Math.max(now, nanos);
    }

    /** Does what is due by now, until nothing is. */
    private void settle() {
        if (load.cutNanos() <= now) {
            load.cutAsPlanned();
            afterCut();
        }
        if (testEndNanos <= now || calibrating && battery.charge() <= CALIBRATION_END + NEARLY) {
            endTests(true);
        }
        if (load.wakeNanos() <= now && battery.secondsUntilCharge(returnCharge()) <= NEARLY) {
            wake();
        }
        transfer();
        if (onBattery) {
            drain();
        }
        boolean over = load.isOn() && loadPercent > OVERLOAD_PERCENT;
        if (over != overloaded) {
            overloaded = over;
            listener.event(over ? "OVERLOAD" : "OVERLOAD ENDED");
            alerts.abnormal(over);
        }
        if (noteNanos <= now) {
            noteNanos = NEVER;
            alerts.settingKept();
        }
    }

    private void transfer() {
        boolean fromBattery = load.isOn() && (!mains || calibrating || testEndNanos != NEVER);
        boolean began = fromBattery && !onBattery;
        boolean ended = !fromBattery && onBattery;
        onBattery = fromBattery;
        if (began) {
            listener.event("ON BATTERY");
            transferReason = mains ? 'S' : 'R';
            reasonUnknown = true;
        }
        if (began || onBattery && !low && alerts.repeatNanos() <= now) {
            alerts.lineFail(now);
        }
        if (ended) {
            listener.event("ON LINE");
        }
        if (!onBattery && mains) {
            low = false;
            alerts.lineGood();
        }
    }

    private void drain() {
        if (!low && battery.secondsUntilRuntime(lowMinutes(), loadPercent) <= NEARLY) {
            low = true;
            listener.event("BATTERY LOW");
            alerts.batteryLow();
        }
        if (battery.secondsUntilRuntime(0, loadPercent) <= NEARLY) {
            listener.event("BATTERY EMPTY");
            alerts.abnormal(true);
            load.cut(Output.EMPTY, LoadSwitch.BY_EMPTY_BATTERY);
            afterCut();
        }
    }

    private void plan(char command, long extraNanos) {
        int grace = eeprom.number('p');
        listener.event("SHUTDOWN ACCEPTED " + command + " in " + grace + " s");
        load.plan(command, now + grace * SECOND, extraNanos);
    }

    private void afterCut() {
        listener.event("LOAD CUT by " + load.describeReason());
        onBattery = false;
        testEndNanos = NEVER;
        calibrating = false;
        alerts.quiet();
        if (!answers()) {
            low = false;
            alerts.forget();
        }
        if (mains) {
            load.awaitReturn(now, returnDelayNanos());
        }
    }

    private void wake() {
        boolean restarts = !answers();
        load.close();
        listener.event("LOAD ON");
        if (restarts) {
            listener.restarted();
        }
    }

    private void endTests(boolean finished) {
        if (testEndNanos != NEVER && selfTest) {
            listener.event(finished ? "SELF-TEST ENDED" : "SELF-TEST INTERRUPTED");
            resultUntilNanos = finished ? now + RESULT_NANOS : now;
        }
        if (calibrating) {
            listener.event(finished ? "CALIBRATION ENDED" : "CALIBRATION INTERRUPTED");
        }
        testEndNanos = NEVER;
        calibrating = false;
    }

    private double lowMinutes() {
        return eeprom.number('q');
    }

    private double returnCharge() {
        return eeprom.number('e') / 100.0;
    }

    private long returnDelayNanos() {
        return eeprom.number('r') * SECOND;
    }

    private long after(double seconds) {
        return now + (long) Math.ceil(seconds * 1e9);
    }

    private long afterRuntime(double minutes) {
        return after(battery.secondsUntilRuntime(minutes, loadPercent));
    }
}
