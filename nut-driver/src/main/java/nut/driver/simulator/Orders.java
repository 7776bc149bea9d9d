package nut.driver.simulator;

import nut.driver.simulator.LoadSwitch.Output;

/** What the computer can make the UPS do, by its commands or by the shutdown line. Owned by the model's thread. */
final class Orders {
    private static final long SECOND = 1_000_000_000L;
    private static final long SIX_MINUTES_NANOS = 360 * SECOND;

    /** What f shows as 100.0. */
    private static final double FULL = 0.9995;

    private final PowerPath path;
    private boolean shutdownLine;

    Orders(PowerPath path) {
        this.path = path;
    }

    /** S: cut the load after the grace time, return with the mains. Refused on mains. */
    boolean hibernateOnBattery() {
        if (!path.onBattery()) {
            return false;
        }
        plan('S', 0);
        return true;
    }

    /** Whether &#64; is understood now: not when the load is off. */
    boolean canHibernate() {
        return path.load.isOn();
    }

    /** &#64;nnn: the same, on mains too, and return so many times six minutes later. False when this unit does nothing of it. */
    boolean hibernate(int sixMinutes) {
        if (path.conduct.hibernationByTime() && sixMinutes == 0) {
            path.listener.event("WARNING @000 does nothing on this unit: the load stays on");
            return false;
        }
        plan('@', sixMinutes * SIX_MINUTES_NANOS);
        return true;
    }

    /** K: cut the load after the grace time, for good. */
    void turnOffLater() {
        plan('K', 0);
    }

    /** Z: cut the load now, for good. */
    void turnOffNow() {
        if (path.load.output() != Output.OFF) {
            path.load.cut(Output.OFF, 'Z');
            path.afterCut();
        }
    }

    /** ^N: feed the load. */
    void turnOn() {
        if (!path.load.isOn() && (path.quality().isUsable() || path.battery.charge() > 0)) {
            path.load.close();
            path.alerts.turnedOn(path.conduct.turnedOnAlert());
            path.listener.event("LOAD ON");
            path.listener.restarted();
            path.settle();
        }
    }

    /** DEL: forget a shutdown that is still in its grace time. */
    boolean abortShutdown() {
        char aborted = path.load.abort();
        if (aborted != 0) {
            path.listener.event("SHUTDOWN ABORTED " + aborted);
        }
        return aborted != 0;
    }

    /** A: lamps and beeper, for two seconds. */
    boolean testPanel() {
        path.listener.event("FRONT PANEL TEST");
        return true;
    }

    /** W, U, D: run from the battery for a while. */
    boolean begin(Trial.Kind kind) {
        if (!path.quality().isUsable() || !path.load.isOn() || path.isBypassed() || path.trial.isRunning()
            || kind == Trial.Kind.CALIBRATION && path.battery.charge() < FULL) {
            return false;
        }
        path.listener.event(kind == Trial.Kind.FAILURE ? kind.words() : kind.words() + " STARTED");
        path.trial.start(kind, path.now());
        return true;
    }

    /** D: start a calibration, or stop the one that runs. */
    boolean toggleCalibration() {
        if (!path.trial.isCalibration()) {
            return begin(Trial.Kind.CALIBRATION);
        }
        path.trial.stopSoon(path.now());
        return true;
    }

    /** ^: feed the load from the mains as it is, or no longer. The answer: BYP, INV, ERR. */
    String toggleBypass() {
        if (!path.load.isOn() || !path.quality().isUsable()) {
            return "ERR";
        }
        boolean bypass = !path.isBypassed();
        path.listener.event(bypass ? "BYPASS" : "BYPASS ENDED");
        path.bypass(bypass);
        return bypass ? "BYP" : "INV";
    }

    /** The shutdown line of the contact closure port was raised or lowered. */
    void shutdownLine(boolean high) {
        if (high != shutdownLine) {
            shutdownLine = high;
            path.listener.event("SHUTDOWN LINE " + (high ? "HIGH" : "LOW")
                + (high && !path.onBattery() ? ": without effect while the mains is there" : ""));
            path.settle();
        }
    }

    /** Lets a shutdown begin when the line is held on battery, and end when it is not. */
    void watchShutdownLine() {
        boolean cuts = shutdownLine && path.onBattery();
        if (cuts && path.load.planned() == 0) {
            path.load.plan(LoadSwitch.BY_LINE, path.now() + (long) (path.conduct.pinHoldSeconds() * SECOND), 0);
        } else if (!cuts && path.load.planned() == LoadSwitch.BY_LINE) {
            path.load.abort();
        }
    }

    private void plan(char command, long extraNanos) {
        int grace = path.settings.graceSeconds();
        path.listener.event("SHUTDOWN ACCEPTED " + command + " in " + grace + " s");
        path.load.plan(command, path.now() + grace * SECOND, extraNanos);
    }
}
