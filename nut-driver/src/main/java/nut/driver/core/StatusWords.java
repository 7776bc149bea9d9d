package nut.driver.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What stands in ups.status: the driver's words, and what the core knows better or beside, as NUT's core does. Owned by the driver's
 * thread.
 *
 * <pre>
 *   ALARM            first, while ups.alarm stands
 *   LB               with ignorelb not the UPS's word, but battery.charge below battery.charge.low, or battery.runtime below
 *                    battery.runtime.low (ups.conf(5))
 *   CHRG, DISCHRG    by the way that battery.charge goes below 100 %, where the driver does not tell; forgotten when the UPS goes to
 *                    battery or comes back from it
 * </pre>
 */
final class StatusWords {
    private static final String LOW_BATTERY = "LB";
    private static final String CHARGING = "CHRG";
    private static final String DISCHARGING = "DISCHRG";
    private static final double FULL = 100;

    private boolean ignoresLowBattery;
    private boolean wasOnBattery;
    private double lastCharge = Double.NaN;
    private String trend = "";

    void ignoreLowBattery(boolean ignored) {
        ignoresLowBattery = ignored;
    }

    /** Whether something else than the UPS's word can tell when the battery is low. */
    static boolean canIgnoreLowBattery(Function<String, Optional<String>> values) {
        return Stream.of("battery.charge", "battery.runtime")
            .anyMatch(measure -> values.apply(measure).isPresent() && values.apply(measure + ".low").isPresent());
    }

    /** The words, in the order of NUT. */
    String of(String driversWords, Function<String, Optional<String>> values) {
        List<String> words = new ArrayList<>(Arrays.asList(driversWords.split(" ")));
        words.removeIf(String::isEmpty);
        if (ignoresLowBattery) {
            words.remove(LOW_BATTERY);
            if (isBelow(values, "battery.charge") || isBelow(values, "battery.runtime")) {
                words.add(LOW_BATTERY);
            }
        }
        follow(words.contains("OB"), values.apply("battery.charge").map(StatusWords::number).orElse(Double.NaN));
        if (!trend.isEmpty() && !words.contains(CHARGING) && !words.contains(DISCHARGING)) {
            words.add(trend);
        }
        if (values.apply("ups.alarm").isPresent()) {
            words.remove("ALARM");
            words.addFirst("ALARM");
        }
        return String.join(" ", words);
    }

    private void follow(boolean onBattery, double charge) {
        if (onBattery != wasOnBattery || charge >= FULL || Double.isNaN(charge)) {
            trend = "";
        } else if (charge > lastCharge) {
            trend = CHARGING;
        } else if (charge < lastCharge) {
            trend = DISCHARGING;
        }
        wasOnBattery = onBattery;
        lastCharge = charge;
    }

    private static boolean isBelow(Function<String, Optional<String>> values, String measure) {
        double now = values.apply(measure).map(StatusWords::number).orElse(Double.NaN);
        double low = values.apply(measure + ".low").map(StatusWords::number).orElse(Double.NaN);
        return now < low;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
