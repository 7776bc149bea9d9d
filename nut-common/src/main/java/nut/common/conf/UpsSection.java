package nut.common.conf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One UPS of ups.conf. A section that a reader hands out always has a driver and a port, and its name can be part of a file name.
 *
 * @param name     what stands between the brackets
 * @param position of the brackets
 * @param settings by name, in the order of the file; of a name that stands twice, the later one
 */
public record UpsSection(String name, Position position, Map<String, Setting> settings) {
    /** A section with its settings. */
    public UpsSection {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The program that drives this UPS. */
    public String driver() {
        return value("driver").orElse("");
    }

    /** Where the UPS is connected. */
    public String port() {
        return value("port").orElse("");
    }

    /** A setting's value; empty if it does not stand there, "" if it is a flag. */
    public Optional<String> value(String key) {
        Setting setting = settings.get(key);
        return setting == null ? Optional.empty() : Optional.of(setting.value());
    }

    /** Whether a flag stands there. */
    public boolean flag(String key) {
        return settings.containsKey(key);
    }

    /** A setting as a whole number; {@code fallback} if it does not stand there or is no number. */
    public int integer(String key, int fallback) {
        Setting setting = settings.get(key);
        Integer number = setting == null ? null : Numbers.parse(setting.value());
        return number == null ? fallback : number;
    }
}
