package nut.driver.dummy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;

/**
 * What NUT's dummy-ups knows of variables before any file says something (drivers/dummy-ups.h): clients may write all of them. Those with a
 * length are texts, the rest numbers; one that is not known is a text of up to 32 characters.
 */
final class KnownVariables {
    private static final int USUAL_LENGTH = 32;
    private static final Map<String, Integer> TEXTS = Map.ofEntries(
        Map.entry("ups.mfr", 32), Map.entry("ups.model", 32), Map.entry("ups.status", 32), Map.entry("ups.serial", 32),
        Map.entry("ups.alarm", 32), Map.entry("ups.time", 16), Map.entry("ups.date", 16), Map.entry("ups.mfr.date", 16),
        Map.entry("ups.firmware", 16), Map.entry("ups.firmware.aux", 16), Map.entry("ups.id", 16), Map.entry("ups.test.result", 16),
        Map.entry("input.transfer.reason", 1), Map.entry("input.sensitivity", 1), Map.entry("input.quality", 6));
    private static final List<String> NUMBERS = List.of("ups.load", "ups.temperature", "ups.delay.start", "ups.delay.reboot",
        "ups.delay.shutdown", "ups.test.interval", "input.voltage", "input.voltage.maximum", "input.voltage.minimum",
        "input.voltage.nominal", "input.transfer.low", "input.transfer.high", "input.frequency", "input.transfer.boost.low",
        "input.transfer.boost.high", "input.transfer.trim.low", "input.transfer.trim.high", "output.voltage", "output.frequency",
        "output.current", "battery.charge", "battery.charge.low", "battery.voltage", "battery.current", "battery.runtime",
        "battery.runtime.low", "battery.charge.restart", "battery.temperature", "battery.voltage.nominal", "ambient.temperature",
        "ambient.temperature.alarm", "ambient.temperature.high", "ambient.temperature.low", "ambient.humidity", "ambient.humidity.alarm",
        "ambient.humidity.high", "ambient.humidity.low");
    private static final Map<String, UpsVariable> ALL = all();

    private KnownVariables() {
    }

    /** The variable with an empty value. */
    static UpsVariable named(String name) {
        UpsVariable known = ALL.get(name);
        return known == null || !known.name().equals(name) ? like(name, known) : known;
    }

    private static UpsVariable like(String name, UpsVariable known) {
        return known == null ? text(name, USUAL_LENGTH)
            : new UpsVariable(name, "", known.flags(), known.maximumLength(), List.of(), List.of());
    }

    private static UpsVariable text(String name, int length) {
        return new UpsVariable(name, "", Set.of(ValueFlag.RW, ValueFlag.STRING), length, List.of(), List.of());
    }

    private static Map<String, UpsVariable> all() {
        Map<String, UpsVariable> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        TEXTS.forEach((name, length) -> all.put(name, text(name, length)));
        NUMBERS.forEach(name -> all.put(name, new UpsVariable(name, "", Set.of(ValueFlag.RW), 0, List.of(), List.of())));
        return all;
    }
}
