package nut.driver.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    /** What is said of the driver's own life rather than of this run: not published as driver.parameter or driver.flag. */
    private static final Set<String> NOT_PUBLISHED = Set.of("user", "group", "chroot", "desc", "sdorder", "debug_min", "driverpath",
        "synchronous", "ignorelb", "allow_killpower", "maxretry", "retrydelay", "maxstartdelay");

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

    /** The settings that clients may read. */
    Map<String, Choice> published() {
        Map<String, Choice> published = new LinkedHashMap<>(choices);
        published.keySet().removeAll(NOT_PUBLISHED);
        return published;
    }

    /** The names of the settings that differ. */
    Set<String> differences(DriverSettings other) {
        Set<String> names = new HashSet<>(choices.keySet());
        names.addAll(other.choices.keySet());
        names.removeIf(name -> value(name).equals(other.value(name)));
        if (!port.equals(other.port)) {
            names.add("port");
        }
        if (!pollInterval.equals(other.pollInterval)) {
            names.add("pollinterval");
        }
        if (!statePath.equals(other.statePath)) {
            names.add("statepath");
        }
        return names;
    }

    /** These settings, but for some that are as in others. */
    DriverSettings with(DriverSettings others, Set<String> names) {
        Map<String, Choice> mixed = new LinkedHashMap<>(choices);
        mixed.keySet().removeAll(names);
        others.choices.forEach((name, choice) -> {
            if (names.contains(name)) {
                mixed.put(name, choice);
            }
        });
        Duration interval = names.contains("pollinterval") ? others.pollInterval : pollInterval;
        return new DriverSettings(program, ups, port, interval, statePath, mixed);
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
