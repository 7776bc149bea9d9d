package nut.driver.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.Setting;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsSection;
import nut.driver.core.DriverSettings.Choice;

/**
 * Puts a driver's settings together from where they may stand: a section of ups.conf and what is global there, then {@code -x} and
 * {@code -i} of the command line, which count more.
 */
public final class SettingsReader {
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
    private static final String PORT = "port";
    private static final String POLL_INTERVAL = "pollinterval";
    private static final String DEBUG_MIN = "debug_min";
    private static final String SYNCHRONOUS = "synchronous";
    /** What may stand above all sections for every driver. */
    private static final Set<String> EVERYBODYS = Set.of(POLL_INTERVAL, DEBUG_MIN, SYNCHRONOUS);
    /**
     * What NUT's driver core and its controller read, in a section or above them. Some are recognised only: the reader of ups.conf says so.
     */
    private static final Set<String> EVERY_DRIVER = Set.of("driver", PORT, POLL_INTERVAL, "user", "group", "chroot", "desc", "nolock",
        "sdorder", "debug_min", "driverpath", "allow_killpower", "ignorelb", "maxretry", "maxstartdelay", "reconnect_max_tries",
        "reconnect_report_freq", "retrydelay", "sdcommands", "synchronous", "LIBUSB_DEBUG");
    /** What has a place of its own in {@link DriverSettings}. */
    private static final Set<String> NO_CHOICES = Set.of("driver", PORT, POLL_INTERVAL);

    private final String program;
    private final Set<String> otherNames;
    private final DriverKind kind;

    /**
     * A reader for one driver.
     *
     * @param program    the name it was started by
     * @param otherNames its other names, which ups.conf may say as well
     * @param kind       the driver
     */
    public SettingsReader(String program, Set<String> otherNames, DriverKind kind) {
        this.program = program;
        this.otherNames = otherNames;
        this.kind = kind;
    }

    /** The section of a UPS in ups.conf ({@code -a}). */
    public DriverSettings fromFile(Path file, Complaints complaints, String ups, List<String> options, Optional<Integer> interval) {
        UpsConf conf = UpsConf.read(file, complaints);
        UpsSection section = conf.section(ups)
            .orElseThrow(() -> new AdminFault("section [" + ups + "] not found in " + file));
        if (!section.driver().equals(program) && !otherNames.contains(section.driver())) {
            Setting driver = section.settings().get("driver");
            throw new AdminFault(driver.position() + ": UPS [" + ups + "] is for driver '" + driver.value() + "', but I'm '" + program
                + "'");
        }
        Map<String, Choice> choices = new LinkedHashMap<>();
        section.settings().values().forEach(setting -> choose(choices, setting));
        for (String name : EVERYBODYS) {
            Setting everybodys = conf.global().get(name);
            if (everybodys != null) {
                choices.putIfAbsent(name, choice(everybodys));
            }
        }
        return settings(ups, choices, options, interval, conf.globalValue("statepath").map(Path::of));
    }

    /** Everything from the command line ({@code -s}, or a port alone). */
    public DriverSettings fromOptions(String ups, Optional<String> port, List<String> options, Optional<Integer> interval) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        port.ifPresent(path -> choices.put(PORT, new Choice(path, "command line")));
        return settings(ups, choices, options, interval, Optional.empty());
    }

    private DriverSettings settings(String ups, Map<String, Choice> choices, List<String> options, Optional<Integer> interval,
                                    Optional<Path> statePath) {
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            checkName(name, "-x " + option);
            choices.put(name, new Choice(equals < 0 ? "" : option.substring(equals + 1), "-x " + option));
        }
        Choice port = choices.get(PORT);
        if (port == null || port.value().isEmpty()) {
            throw new AdminFault("you must specify a port, in ups.conf or by -x port=...");
        }
        Duration pollInterval = interval.map(seconds -> seconds("-i", seconds))
            .orElseGet(() -> interval(choices.get(POLL_INTERVAL)));
        choices.keySet().removeAll(NO_CHOICES);
        checkValues(choices);
        DriverSettings settings = new DriverSettings(program, ups, port.value(), pollInterval, statePath, choices);
        kind.check(settings);
        return settings;
    }

    private static void checkValues(Map<String, Choice> choices) {
        Choice debug = choices.get(DEBUG_MIN);
        if (debug != null && !debug.value().matches("[0-9]{1,4}")) {
            throw new AdminFault(debug.place() + ": " + DEBUG_MIN + " must be a whole number from 0 up, not " + debug.value());
        }
        Choice synchronous = choices.get(SYNCHRONOUS);
        if (synchronous != null && !Set.of("yes", "no", "auto").contains(synchronous.value())) {
            throw new AdminFault(synchronous.place() + ": " + SYNCHRONOUS + " must be yes, no or auto, not '" + synchronous.value()
                + "'; it makes no difference here, as no region is ever full");
        }
    }

    private void choose(Map<String, Choice> choices, Setting setting) {
        checkName(setting.name(), setting.position().toString());
        choices.put(setting.name(), choice(setting));
    }

    private static Choice choice(Setting setting) {
        return new Choice(setting.value(), setting.position().toString());
    }

    private void checkName(String name, String place) {
        if (!EVERY_DRIVER.contains(name) && !name.startsWith("usb_") && !DriverSettings.isForAVariable(name)
            && !kind.settingNames().contains(name)) {
            throw new AdminFault(place + ": '" + name + "' is not a setting of " + program + "; its own are "
                + String.join(" ", kind.settingNames().stream().sorted().toList()));
        }
    }

    private static Duration interval(Choice choice) {
        if (choice == null) {
            return USUAL_INTERVAL;
        }
        try {
            return seconds(choice.place() + ": " + POLL_INTERVAL, Integer.parseInt(choice.value()));
        } catch (NumberFormatException wrong) {
            throw new AdminFault(choice.place() + ": " + POLL_INTERVAL + " must be a whole number of seconds, not " + choice.value());
        }
    }

    private static Duration seconds(String place, int seconds) {
        if (seconds < 1) {
            throw new AdminFault(place + " must be at least 1 second, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }
}
