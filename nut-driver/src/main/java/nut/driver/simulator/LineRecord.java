package nut.driver.simulator;

/** The highest and the lowest mains voltage since each was last asked for. */
final class LineRecord {
    private double now;
    private double maximum;
    private double minimum;

    LineRecord(double volts, double lowest, double highest) {
        now = volts;
        minimum = lowest;
        maximum = highest;
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
