package nut.driver.simulator;

import java.util.Locale;

/** What the meters and registers of a UPS show. */
final class Readings {
    private final PowerPath path;
    private final Profile.Body body;
    private double celsius;

    Readings(PowerPath path, Profile.Body body) {
        this.path = path;
        this.body = body;
        this.celsius = body.celsius();
    }

    void temperature(double newCelsius) {
        celsius = newCelsius;
    }

    double celsius() {
        return celsius;
    }

    double hertz() {
        return body.hertz();
    }

    /** Whether the load can be fed from the mains. */
    boolean mainsUsable() {
        return path.quality().isUsable();
    }

    double inputVolts() {
        return path.mains.volts();
    }

    LineRecord lineRecord() {
        return path.mains.record();
    }

    double outputVolts() {
        if (!path.load.isOn()) {
            return 0;
        }
        if (path.onBattery()) {
            return path.settings.outputVolts();
        }
        return path.isBypassed() ? inputVolts() : path.mains.passedOn(path.quality());
    }

    double loadPercent() {
        return path.load.isOn() ? path.loadPercent() : 0;
    }

    double loadAmperes() {
        return path.load.isOn() ? body.ratedVa() * loadPercent() / 100 / outputVolts() : 0;
    }

    /** 0 to 1. */
    double charge() {
        return path.battery.charge();
    }

    double runtimeMinutes() {
        return path.runtimeMinutes();
    }

    double batteryVolts() {
        return path.battery.volts(mainsUsable() && !path.onBattery());
    }

    double hoursOn() {
        return path.now() / 3.6e12;
    }

    /** The bits of Q. */
    int status() {
        if (!path.load.isOn()) {
            return 0;
        }
        return (path.trial.isCalibration() ? 0x01 : 0) | (path.onBattery() ? 0x10 : 0x08 | regulation())
            | (path.isOverloaded() ? 0x20 : 0) | (path.isLow() ? 0x40 : 0) | (path.alerts.needNewBattery() ? 0x80 : 0);
    }

    private int regulation() {
        if (path.isBypassed()) {
            return 0;
        }
        return switch (path.quality()) {
            case TRIMMED -> 0x02;
            case BOOSTED -> 0x04;
            default -> 0;
        };
    }

    /** The bits of trip register 1: why the load is off. */
    int tripRegister() {
        return path.load.tripBits();
    }

    /** The bits of the state register: bypass, and waiting for the mains. */
    int stateRegister() {
        return (path.isBypassed() ? 0x08 : 0) | (path.load.isOn() ? 0 : 0x80);
    }

    /** The letter of G, or NA to whoever asks for the first time after a transfer. */
    String takeTransferReason() {
        return path.reason.take();
    }

    /** The answer to X: a result for five minutes after a self-test. */
    String testResult() {
        return path.trial.result(path.now());
    }

    /** Whether a contact closure port shows a low battery. */
    boolean isLow() {
        return path.isLow();
    }

    /** One line for a person. */
    String describe() {
        return String.format(Locale.ROOT, "mains=%s output=%s status=%02X charge=%.1f runtime=%.1f load=%.1f volts=%.2f shutdown=%s "
            + "input=%.1f temperature=%.1f", path.mains.isThere() ? "on" : "off", path.load.output(), status(), charge() * 100,
            runtimeMinutes(), path.loadPercent(), batteryVolts(), path.load.describePlan(path.now()), inputVolts(), celsius);
    }
}
