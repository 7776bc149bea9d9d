package nut.jail.assemble;

import java.util.List;
import java.util.Set;

/**
 * One command of the installed tree.
 *
 * @param folder    {@code bin} or {@code sbin}
 * @param name      as an admin types it
 * @param mainClass what the runtime starts
 * @param purpose   a line for people who open the launcher
 */
record Program(String folder, String name, String mainClass, String purpose) {
    /** Where a jail has the suite. */
    private static final String JAIL_HOME = "/usr/local/ups";
    private static final Set<String> JAILED_CLASSES = Set.of("nut.driver.Main", "nut.upsd.Main", "nut.upsdrvctl.Main");

    static final List<Program> ALL = List.of(
        new Program("bin", "newapc", "nut.driver.Main", "driver for APC UPSes that speak the smart serial protocol"),
        new Program("bin", "apcsmart", "nut.driver.Main", "newapc under the name that NUT gave it later"),
        new Program("bin", "dummy-ups", "nut.driver.Main", "a UPS that is a text file, or a copy of one that another upsd serves"),
        new Program("bin", "genericups", "nut.driver.Main", "driver for UPSes that speak through the modem lines of a serial port"),
        new Program("bin", "upssim", "nut.driver.simulator.Main", "a simulated APC UPS on a pseudo terminal"),
        new Program("bin", "upsdrvctl", "nut.upsdrvctl.Main", "starts and stops the drivers of ups.conf"),
        new Program("bin", "upsc", "nut.clients.Upsc", "shows the variables of a UPS"),
        new Program("bin", "upscmd", "nut.clients.Upscmd", "sends an instant command to a UPS"),
        new Program("bin", "upsrw", "nut.clients.Upsrw", "shows and sets the writable variables of a UPS"),
        new Program("bin", "upslog", "nut.clients.Upslog", "writes the state of a UPS to a log at intervals"),
        new Program("sbin", "upsd", "nut.upsd.Main", "serves the state of the UPSes to the network"),
        new Program("sbin", "upsmon", "nut.upsmon.Main", "watches UPSes and shuts the machine down in time"),
        new Program("sbin", "upssched", "nut.upsmon.sched.Main", "upsmon's NOTIFYCMD for timers: what to do some time after an event"));

    /** A script that finds the tree it stands in, wherever that was copied. */
    String launcher() {
        return """
            #!/bin/sh
            # %s: %s
            here=$(readlink -f -- "$0")
            exec "${here%%/*/*}/runtime/bin/%s" -Dnut.program=%s %s "$@"
            """.formatted(name, purpose, name, name, mainClass);
    }

    /** Whether it lives in a jail. */
    boolean isJailed() {
        return JAILED_CLASSES.contains(mainClass);
    }

    /** What a jail has instead of the script, where there is no shell: a file that names the runtime and its options to the kernel. */
    String jailLauncher() {
        return "#!" + JAIL_HOME + "/runtime/bin/" + name + " @" + JAIL_HOME + "/" + optionFile() + "\n";
    }

    /** Where the jail's launcher finds its options, seen from the tree. */
    String optionFile() {
        return "lib/" + name + ".options";
    }

    /** How the runtime becomes this program. */
    String options() {
        return "-Dnut.launcher=true -Dnut.program=" + name + " " + mainClass + "\n";
    }
}
