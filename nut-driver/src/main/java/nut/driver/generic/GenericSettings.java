package nut.driver.generic;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nut.common.AdminFault;
import nut.driver.core.DriverSettings;
import nut.driver.line.OutputLines;

/**
 * What the admin chose for this driver.
 *
 * @param manufacturer for ups.mfr
 * @param model        for ups.model
 * @param serial       for ups.serial, if it is to be told
 * @param signals      what the lines mean
 * @param hold         how long the shutdown signal is held before the program ends; absent: not at all
 */
record GenericSettings(String manufacturer, String model, Optional<String> serial, Signals signals, Optional<Duration> hold) {
    /** The names of all settings that this driver has. */
    static final Set<String> NAMES = Set.of("upstype", "mfr", "model", "serial", "CP", "OL", "LB", "RB", "BYPASS", "SD", "sdtime");

    private static final int LONGEST_HOLD_SECONDS = 86_400;

    /** Reads them; a value that makes no sense is a fault that the admin can mend. */
    static GenericSettings of(DriverSettings settings) {
        CableType type = type(settings);
        Signals usual = type.signals();
        OutputLines cablePower = read(settings, "CP", Signals::outputs, usual.cablePower());
        Signals signals = new Signals(cablePower, read(settings, "OL", Condition::of, usual.online()),
            read(settings, "LB", Condition::of, usual.lowBattery()), read(settings, "RB", Condition::of, usual.replaceBattery()),
            read(settings, "BYPASS", Condition::of, usual.bypass()), read(settings, "SD", Signals::shutdown, usual.shutdown()));
        return new GenericSettings(settings.value("mfr").orElse(type.manufacturer()), settings.value("model").orElse(type.model()),
            settings.value("serial"), signals, hold(settings));
    }

    private static CableType type(DriverSettings settings) {
        String number = settings.value("upstype").orElseThrow(() -> new AdminFault("UPS [" + settings.ups()
            + "]: which UPS it is must be said in ups.conf, or by -x: upstype = N; genericups -h lists them"));
        return (isNumber(number) ? CableTypes.numbered(Integer.parseInt(number)) : Optional.<CableType>empty())
            .orElseThrow(() -> settings.fault("upstype", "must be a number from 0 to " + (CableTypes.ALL.size() - 1) + ", not " + number
                + "; genericups -h lists them"));
    }

    private static <T> T read(DriverSettings settings, String name, Function<String, T> reader, T usual) {
        Optional<String> text = settings.value(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return reader.apply(text.get());
        } catch (IllegalArgumentException wrong) {
            boolean out = name.equals("CP") || name.equals("SD");
            throw settings.fault(name, "must name " + (out ? "lines that go to the UPS (DTR RTS ST)"
                : "lines that come from the UPS (CTS DCD RNG DSR)") + ", each once, with - in front for a low one and + between, or be NULL"
                + "; not " + text.get());
        }
    }

    private static Optional<Duration> hold(DriverSettings settings) {
        return settings.value("sdtime").map(seconds -> {
            if (!isNumber(seconds) || Integer.parseInt(seconds) > LONGEST_HOLD_SECONDS) {
                throw settings.fault("sdtime", "must be whole seconds from 0 to " + LONGEST_HOLD_SECONDS + ", not " + seconds);
            }
            return Duration.ofSeconds(Integer.parseInt(seconds));
        });
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,6}");
    }
}
