package nut.jail.assemble;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nut.common.daemon.Daemon;

/**
 * One command of the installed tree.
 *
 * @param folder    {@code bin} or {@code sbin}
 * @param name      as an admin types it
 * @param mainClass what the runtime starts
 * @param options   what the JVM is told beside what the image says
 * @param purpose   a line for people who open the launcher
 */
record Program(String folder, String name, String mainClass, String options, String purpose) {
    /** The archive of what runs for a moment, in the image. */
    static final String TOOLS_ARCHIVE = "lib/server/tools.jsa";

    /** The archive of upsmon's three processes, which the parent finds by the program's name. */
    static final String UPSMON_ARCHIVE = "lib/server/upsmon.jsa";

    /** Where a jail has the suite. */
    private static final String JAIL_HOME = "/usr/local/ups";
    private static final Set<String> JAILED_CLASSES = Set.of("nut.driver.Main", "nut.upsd.Main", "nut.upsdrvctl.Main");
    private static final String USES_TOOLS_ARCHIVE = use(TOOLS_ARCHIVE);

    static final List<Program> ALL = List.of(
        daemon("bin", "newapc", "nut.driver.Main", "driver for APC UPSes that speak the smart serial protocol"),
        daemon("bin", "apcsmart", "nut.driver.Main", "newapc under the name that NUT gave it later"),
        daemon("bin", "dummy-ups", "nut.driver.Main", "a UPS that is a text file, or a copy of one that another upsd serves"),
        daemon("bin", "genericups", "nut.driver.Main", "driver for UPSes that speak through the modem lines of a serial port"),
        tool("bin", "upssim", "nut.driver.simulator.Main", "a simulated APC UPS on a pseudo terminal"),
        daemon("bin", "upsdrvctl", "nut.upsdrvctl.Main", "starts and stops the drivers of ups.conf"),
        tool("bin", "upsc", "nut.clients.Upsc", "shows the variables of a UPS"),
        tool("bin", "upscmd", "nut.clients.Upscmd", "sends an instant command to a UPS"),
        tool("bin", "upsrw", "nut.clients.Upsrw", "shows and sets the writable variables of a UPS"),
        tool("bin", "upslog", "nut.clients.Upslog", "writes the state of a UPS to a log at intervals"),
        new Program("sbin", "upsd", "nut.upsd.Main", quoted(Daemon.tuning(nut.upsd.Main.JVM_OPTIONS)),
            "serves the state of the UPSes to the network"),
        new Program("sbin", "upsmon", "nut.upsmon.Main", quoted(Daemon.tuning(nut.upsmon.Main.JVM_OPTIONS)) + " " + use(UPSMON_ARCHIVE),
            "watches UPSes and shuts the machine down in time"),
        // A call of upssched ends before what it compiles pays; without the compiler it costs a quarter less. Its timer daemon has one.
        new Program("sbin", "upssched", "nut.upsmon.sched.Main", "-Xint " + USES_TOOLS_ARCHIVE,
            "upsmon's NOTIFYCMD for timers: what to do some time after an event"));

    private static Program daemon(String folder, String name, String mainClass, String purpose) {
        return new Program(folder, name, mainClass, "", purpose);
    }

    /**
     * A class in an archive costs each process that maps it memory, so driver and upsd have one of their own, which is also the one that
     * needs no option, upsmon has another, and what is not a daemon a third.
     */
    private static Program tool(String folder, String name, String mainClass, String purpose) {
        return new Program(folder, name, mainClass, USES_TOOLS_ARCHIVE, purpose);
    }

    boolean isTool() {
        return options.endsWith(USES_TOOLS_ARCHIVE);
    }

    private static String use(String archive) {
        return "-XX:SharedArchiveFile=\"${here%/*/*}/runtime/" + archive + "\"";
    }

    private static String quoted(List<String> options) {
        return options.stream().map(option -> "'" + option + "'").collect(Collectors.joining(" "));
    }

    /** A script that finds the tree it stands in, wherever that was copied. */
    String launcher() {
        return """
            #!/bin/sh
            # %s: %s
            here=$(readlink -f -- "$0")
            exec "${here%%/*/*}/runtime/bin/%s" %s-Dnut.program=%s %s "$@"
            """.formatted(name, purpose, name, optionsAndBlank(), name, mainClass);
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
    String optionFileText() {
        return optionsAndBlank() + "-Dnut.launcher=true -Dnut.program=" + name + " " + mainClass + "\n";
    }

    private String optionsAndBlank() {
        return options.isEmpty() ? "" : options + " ";
    }
}
