package nut.driver.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;

/**
 * What the admin chose for one driver, from ups.conf and the command line.
 *
 * @param program      the name the driver was started by, such as newapc
 * @param ups          the UPS's name
 * @param port         the device
 * @param pollInterval the time from one poll to the next
 * @param statePath    where driver and upsd meet, if ups.conf says so
 * @param choices      all other settings of the section by name, those of -x over those of ups.conf
 */
public record DriverSettings(String program, String ups, String port, Duration pollInterval, Optional<Path> statePath,
                             Map<String, Choice> choices) {
    private static final String OVERRIDE = "override.";
    private static final String DEFAULT = "default.";

    /**
     * One setting.
     *
     * @param value what was chosen; "" for a flag
     * @param place where, for people: a file and a line, or the option
     */
    public record Choice(String value, String place) {
    }

    /** Copies the choices. */
    public DriverSettings {
        choices = Map.copyOf(choices);
    }

    /** The value of a setting, if it was given. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(choices.get(name)).map(Choice::value);
    }

    /** Whether a flag was given. */
    public boolean flag(String name) {
        return choices.containsKey(name);
    }

    /** A fault in a setting that was given, with its place. */
    public AdminFault fault(String name, String what) {
        return new AdminFault(choices.get(name).place() + ": " + name + " " + what);
    }

    /** The variables that the admin fixed, whatever the UPS says. */
    public Map<String, String> overrides() {
        return behind(OVERRIDE);
    }

    /** The variables that the admin gave a value until the UPS says something. */
    public Map<String, String> defaults() {
        return behind(DEFAULT);
    }

    /** Whether a setting is one of those that begin with a prefix and go on with the name of a variable. */
    static boolean isForAVariable(String name) {
        return name.startsWith(OVERRIDE) || name.startsWith(DEFAULT);
    }

    private Map<String, String> behind(String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        choices.forEach((name, choice) -> {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), choice.value());
            }
        });
        return values;
    }
}
