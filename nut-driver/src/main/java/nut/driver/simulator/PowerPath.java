package nut.driver.simulator;

import nut.driver.simulator.LoadSwitch.Output;

/**
 * The way of the power through the UPS: from mains or battery, past the bypass, through the load's switch. What time and the outer world
 * do to it, it notices in {@link #settle}, which must follow each change. Times are nanoseconds of the model's clock.
 */
final class PowerPath {
    private static final long NEVER = LoadSwitch.NEVER;
    private static final double OVERLOAD_PERCENT = 100;
    private static final double NEARLY = 1e-6;

    final Profile.Conduct conduct;
    final PowerSettings settings;
    final Battery battery;
    final Mains mains;
    final LoadSwitch load;
    final Trial trial = new Trial();
    final Alerts alerts;
    final TransferReason reason;
    final SmartUps.Listener listener;
    private final Runnable afterTransfer;

    private long now;
    private double loadPercent;
    private boolean bypass;
    private boolean usable = true;
    private boolean onBattery;
    private boolean low;
    private boolean overloaded;

    /**
     * Switched on, on mains.
     *
     * @param afterTransfer looks at what else depends on whether the load is on battery
     */
    PowerPath(Profile profile, PowerSettings settings, Battery battery, double loadPercent, SmartUps.Listener listener,
              Runnable afterTransfer) {
        this.conduct = profile.conduct();
        this.settings = settings;
        this.battery = battery;
        this.loadPercent = loadPercent;
        this.listener = listener;
        this.afterTransfer = afterTransfer;
        this.mains = new Mains(profile.body());
        this.load = new LoadSwitch(conduct);
        this.alerts = new Alerts(conduct.lineFailTimes(), listener);
        this.reason = new TransferReason(profile.body().reason());
    }

    /** When something will happen by itself if nobody interferes; {@link Long#MAX_VALUE} when nothing will. */
    long nextNanos() {
        long next = Math.min(Math.min(trial.nextNanos(now), alerts.nextNanos()), load.cutNanos());
        if (onBattery) {
            next = Math.min(next, low ? NEVER : afterRuntime(settings.lowMinutes()));
            next = Math.min(next, afterRuntime(0));
        }
        if (trial.isCalibration() && onBattery) {
            next = Math.min(next, afterRuntime(runtimeMinutes() * conduct.calibrationEnd() / battery.charge()));
        }
        if (load.wakeNanos() != NEVER) {
            next = Math.min(next, Math.max(load.wakeNanos(), after(battery.secondsUntilCharge(neededCharge()))));
        }
        return Math.max(next, now);
    }

    long now() {
        return now;
    }

    boolean onBattery() {
        return onBattery;
    }

    boolean isLow() {
        return low;
    }

    boolean isOverloaded() {
        return overloaded;
    }

    boolean isBypassed() {
        return bypass;
    }

    /** As the UPS measures it while the load is on. */
    double loadPercent() {
        return loadPercent;
    }

    double runtimeMinutes() {
        return battery.runtimeMinutes(loadPercent);
    }

    Mains.Quality quality() {
        return mains.quality(settings.lowTransfer(), settings.highTransfer());
    }

    void load(double percent) {
        loadPercent = percent;
        settle();
    }

    void bypass(boolean wanted) {
        bypass = wanted;
        settle();
    }

    /** Lets time pass in which nothing is due. */
    void flow(long nanos) {
        double seconds = (nanos - now) / 1e9;
        if (onBattery) {
            battery.discharge(seconds, loadPercent);
        } else if (quality().isUsable()) {
            battery.recharge(seconds);
        }
        now = Math.max(now, nanos);
    }

    /** Does what is due by now, until nothing is. */
    void settle() {
        notice();
        if (load.cutNanos() <= now) {
            alerts.cutting();
            load.cutAsPlanned(now);
            afterCut();
        }
        if (trial.isOver(now) || trial.isCalibration() && battery.charge() <= conduct.calibrationEnd() + NEARLY) {
            endTrial("ENDED");
        }
        if (load.wakeNanos() <= now && battery.secondsUntilCharge(neededCharge()) <= NEARLY) {
            wake();
        }
        transfer();
        afterTransfer.run();
        if (onBattery) {
            drain();
        }
        boolean over = load.isOn() && loadPercent > OVERLOAD_PERCENT;
        if (over != overloaded) {
            overloaded = over;
            listener.event(over ? "OVERLOAD" : "OVERLOAD ENDED");
            alerts.abnormal(over);
        }
        alerts.tellAgain(now);
    }

    /** The load was cut: by whom, the switch knows. */
    void afterCut() {
        listener.event("LOAD CUT by " + load.describeReason());
        if (quality().isUsable() && load.isOffForGood()) {
            listener.stranded(load.describeReason() + " cut the load with mains there, and only ^N^N or a person brings it back");
        }
        onBattery = false;
        bypass = false;
        trial.end();
        alerts.quiet();
        if (!load.isAwake()) {
            low = false;
            alerts.forget();
        }
        if (quality().isUsable()) {
            load.awaitReturn(now, settings.returnDelayNanos());
        }
    }

    private void wake() {
        boolean restarts = !load.isAwake();
        load.close();
        listener.event("LOAD ON");
        if (restarts) {
            listener.restarted();
        }
    }

    /** Sees whether the mains has become usable, or is no longer. */
    private void notice() {
        boolean was = usable;
        usable = quality().isUsable();
        if (usable && !was) {
            load.awaitReturn(now, settings.returnDelayNanos());
        } else if (was && !usable) {
            load.stopWaiting();
            endTrial("INTERRUPTED");
            if (bypass && load.isOn()) {
                load.cut(Output.EMPTY, LoadSwitch.BY_BYPASS);
                afterCut();
            }
        }
    }

    private void transfer() {
        boolean fromBattery = load.isOn() && (!usable || trial.takesBattery(now));
        boolean began = fromBattery && !onBattery;
        boolean ended = !fromBattery && onBattery;
        onBattery = fromBattery;
        if (began) {
            listener.event("ON BATTERY");
            reason.transferred(quality());
            alerts.lineFail(now);
        }
        if (ended) {
            listener.event("ON LINE");
        }
        if (!onBattery && usable) {
            low = false;
            alerts.lineGood();
        }
    }

    private void drain() {
        if (!low && battery.secondsUntilRuntime(settings.lowMinutes(), loadPercent) <= NEARLY) {
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

    private void endTrial(String how) {
        Trial.Kind ended = trial.end();
        if (ended == Trial.Kind.NONE) {
            return;
        }
        listener.event(ended.words() + " " + how);
        if (ended == Trial.Kind.SELF_TEST) {
            trial.keep(!usable ? "NO" : overloaded ? "NG" : alerts.needNewBattery() || low ? "BT" : "OK", now);
        }
    }

    private double neededCharge() {
        return load.returnAsksForCharge() ? settings.returnCharge() : 0;
    }

    private long after(double seconds) {
        return now + (long) Math.ceil(seconds * 1e9);
    }

    private long afterRuntime(double minutes) {
        return after(battery.secondsUntilRuntime(minutes, loadPercent));
    }
}
