package nut.driver.simulator;

/**
 * A lead-acid battery as far as its user can see it: it empties the faster the heavier the load is, by more than in proportion, and it is
 * recharged slowly. Times are seconds of the model's clock.
 */
final class Battery {
    /** How much more than in proportion a heavy load empties the battery (Peukert's exponent of a lead-acid battery). */
    private static final double PEUKERT = 1.15;
    private static final double MOST_MINUTES = 9999;
    private static final double LEAST_LOAD_PERCENT = 0.5;
    /** From empty to full. */
    private static final double RECHARGE_SECONDS = 3 * 3600.0;

    /** The voltages of a 24 V battery: what it loses while it empties, being charged or not, and what it has when full under load. */
    private static final double CHARGING_VOLTS_SPAN = 2.6;
    private static final double DISCHARGING_VOLTS = 25.40;
    private static final double DISCHARGING_VOLTS_SPAN = 4.6;
    private static final double THESE_VOLTS_ARE_FOR = 24;

    private final double floatVolts;
    private final double scale;
    private final double fullMinutes;
    private final double referencePercent;
    private double charge;

    /**
     * A battery.
     *
     * @param nominalVolts     12, 24, 48
     * @param floatVolts       its voltage when it is full and being charged
     * @param fullMinutes      how long it lasts, fully charged, at the reference load
     * @param referencePercent that load
     * @param charge           0 to 1
     */
    Battery(double nominalVolts, double floatVolts, double fullMinutes, double referencePercent, double charge) {
        this.floatVolts = floatVolts;
        this.scale = nominalVolts / THESE_VOLTS_ARE_FOR;
        this.fullMinutes = fullMinutes;
        this.referencePercent = Math.max(LEAST_LOAD_PERCENT, referencePercent);
        charge(charge);
    }

    /** 0 (empty) to 1 (full). */
    double charge() {
        return charge;
    }

    void charge(double newCharge) {
        charge = Math.clamp(newCharge, 0, 1);
    }

    boolean isEmpty() {
        return charge <= 0;
    }

    /** How many minutes it lasts at a load, from now. */
    double runtimeMinutes(double loadPercent) {
        return charge * fullMinutes(loadPercent);
    }

    /** Sets the charge so that the battery lasts that long at that load, if its capacity allows it. */
    void runtimeMinutes(double minutes, double loadPercent) {
        charge(minutes / fullMinutes(loadPercent));
    }

    /** How many seconds of that load are left until the battery lasts only {@code minutes} more; 0 when it is already so. */
    double secondsUntilRuntime(double minutes, double loadPercent) {
        return Math.max(0, (runtimeMinutes(loadPercent) - minutes) * 60);
    }

    /** How many seconds of recharging are left until the charge is reached; 0 when it is already so. */
    double secondsUntilCharge(double wanted) {
        return Math.max(0, (wanted - charge) * RECHARGE_SECONDS);
    }

    void discharge(double seconds, double loadPercent) {
        charge(charge - seconds / 60 / fullMinutes(loadPercent));
    }

    void recharge(double seconds) {
        charge(charge + seconds / RECHARGE_SECONDS);
    }

    /** The voltage, while it is being charged or while it feeds the load. */
    double volts(boolean charging) {
        return charging ? floatVolts - scale * CHARGING_VOLTS_SPAN * (1 - charge)
            : scale * (DISCHARGING_VOLTS - DISCHARGING_VOLTS_SPAN * (1 - charge));
    }

    private double fullMinutes(double loadPercent) {
        double ratio = referencePercent / Math.max(LEAST_LOAD_PERCENT, loadPercent);
        return Math.min(MOST_MINUTES, fullMinutes * Math.pow(ratio, PEUKERT));
    }
}
