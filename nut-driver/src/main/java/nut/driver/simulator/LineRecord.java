package nut.driver.simulator;

/** The highest and the lowest mains voltage since each was last asked for. */
final class LineRecord {
    /** How far the mains is taken to have strayed before anybody asked. */
    private static final double STRAYED_UP = 0.6;
    private static final double STRAYED_DOWN = 0.7;

    private double now;
    private double maximum;
    private double minimum;

    LineRecord(double volts) {
        now = volts;
        maximum = volts + STRAYED_UP;
        minimum = volts - STRAYED_DOWN;
    }

    void see(double volts) {
        now = volts;
        maximum = Math.max(maximum, volts);
        minimum = Math.min(minimum, volts);
    }

    double takeMaximum() {
        double taken = maximum;
        maximum = now;
        return taken;
    }

    double takeMinimum() {
        double taken = minimum;
        minimum = now;
        return taken;
    }
}
