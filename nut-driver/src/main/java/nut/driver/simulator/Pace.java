package nut.driver.simulator;

import java.util.Locale;
import nut.common.AdminFault;

/**
 * How fast the simulated line and the unit behind it are.
 *
 * @param byteNanos    the time that one byte takes on the wire
 * @param spacingNanos the time from the begin of one byte of an answer to the begin of the next
 * @param latencyNanos what the unit thinks before it answers
 */
record Pace(long byteNanos, long spacingNanos, long latencyNanos) {
    /** 2400 baud, 8N1, answers without a pause: ten bits a byte. */
    static final Pace WIRE = new Pace(4_166_667, 4_166_667, 0);
    /** As measured on real units: an answer after 20 ms, a byte every 10 ms. */
    static final Pace UNIT = new Pace(4_166_667, 10_000_000, 20_000_000);
    /** No wire at all. */
    static final Pace NONE = new Pace(0, 0, 0);

    static Pace of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "wire" -> WIRE;
            case "unit" -> UNIT;
            case "none" -> NONE;
            default -> throw new AdminFault("--pace is wire, unit or none, not " + name);
        };
    }
}
