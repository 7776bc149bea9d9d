package nut.driver.simulator;

/** What comes out of the wall, and what the UPS makes of it. */
final class Mains {
    /** What the UPS does with this input. */
    enum Quality {
        /** Passes it on. */
        GOOD('O'),
        /** Passes it on, raised (SmartBoost). */
        BOOSTED('O'),
        /** Passes it on, lowered (SmartTrim). */
        TRIMMED('O'),
        /** Below the low transfer point: to the battery. */
        LOW('L'),
        /** Above the high transfer point: to the battery. */
        HIGH('H'),
        /** Gone: to the battery. */
        NONE('R');

        private final char reason;

        Quality(char reason) {
            this.reason = reason;
        }

        /** Whether the load can be fed from it. */
        boolean isUsable() {
            return this == GOOD || this == BOOSTED || this == TRIMMED;
        }

        /** The letter of G for a transfer that it causes. */
        char reason() {
            return reason;
        }
    }

    private final Profile.Body body;
    private final LineRecord record;
    private boolean there = true;
    private double volts;

    Mains(Profile.Body body) {
        this.body = body;
        this.volts = body.lineVolts();
        this.record = new LineRecord(body.lineVolts(), body.lowestVolts(), body.mostVolts());
    }

    boolean isThere() {
        return there;
    }

    void connect(boolean connected) {
        there = connected;
        record.see(volts());
    }

    /** Sets the voltage that is there when the mains is. */
    void volts(double newVolts) {
        volts = newVolts;
        record.see(volts());
    }

    /** What the voltmeter shows; a little when the mains is gone. */
    double volts() {
        return there ? volts : body.deadVolts();
    }

    /** What reaches the load while the UPS passes the mains on. */
    double passedOn(Quality quality) {
        return switch (quality) {
            case BOOSTED -> volts() * (1 + body.percent() / 100);
            case TRIMMED -> volts() * (1 - body.percent() / 100);
            default -> volts();
        };
    }

    Quality quality(double lowTransfer, double highTransfer) {
        if (!there) {
            return Quality.NONE;
        }
        if (volts < lowTransfer) {
            return Quality.LOW;
        }
        if (volts > highTransfer) {
            return Quality.HIGH;
        }
        if (volts < body.boostBelow()) {
            return Quality.BOOSTED;
        }
        return volts > body.trimAbove() ? Quality.TRIMMED : Quality.GOOD;
    }

    LineRecord record() {
        return record;
    }
}
