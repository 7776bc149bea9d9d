package nut.jail.assemble;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nut.common.daemon.Daemon;

/**
 * One command of the installed tree. A class in an archive costs each process that maps it time and memory, so the programs have several.
 *
 * @param folder    {@code bin} or {@code sbin}
 * @param name      as an admin types it
 * @param mainClass what the runtime starts
 * @param archive   the archive of classes in the image that it uses; {@link #DEFAULT_ARCHIVE} needs no option
 * @param options   what the JVM is told beside what the image says
 * @param purpose   a line for people who open the launcher
 */
record Program(String folder, String name, String mainClass, String archive, String options, String purpose) {
    /** What driver, upsd and upsdrvctl use. */
    static final String DEFAULT_ARCHIVE = "lib/server/classes.jsa";

    /** That of upsmon's three processes, which the parent finds by the program's name. */
    static final String UPSMON_ARCHIVE = "lib/server/upsmon.jsa";

    /** That of the clients which ask a server and end. */
    static final String CLIENTS_ARCHIVE = "lib/server/clients.jsa";

    /** That of every client with TLS. */
    static final String TLS_ARCHIVE = "lib/server/clients-tls.jsa";

    /** That of the other programs. */
    static final String TOOLS_ARCHIVE = "lib/server/tools.jsa";

    /** Where a jail has the suite. */
    private static final String JAIL_HOME = "/usr/local/ups";
    private static final Set<String> JAILED_CLASSES = Set.of("nut.driver.Main", "nut.upsd.Main", "nut.upsdrvctl.Main");

    /** Who might speak TLS. */
    private static final Set<String> CLIENT_CLASSES =
        Set.of("nut.clients.Upsc", "nut.clients.Upscmd", "nut.clients.Upsrw", "nut.clients.Upslog");

    /** Those of them that end soon. What upslog needs beside, it has the time to find. */
    static final Set<String> BRIEF_CLIENT_CLASSES = Set.of("nut.clients.Upsc", "nut.clients.Upscmd", "nut.clients.Upsrw");

    /**
     * With TLS, of a program that ends soon: a heap in which nothing needs to be collected until then, arithmetic compiled twice as early
     * as in a daemon, and an archive that need not lie where it was made, as no process shares its pages for long.
     */
    private static final String FOR_BRIEF_TLS = "-Xms16m -Xmn8m -XX:CompileThresholdScaling=2 -XX:ArchiveRelocationMode=1";

    static final List<Program> ALL = List.of(
        daemon("bin", "newapc", "nut.driver.Main", "driver for APC UPSes that speak the smart serial protocol"),
        daemon("bin", "apcsmart", "nut.driver.Main", "newapc under the name that NUT gave it later"),
        daemon("bin", "dummy-ups", "nut.driver.Main", "a UPS that is a text file, or a copy of one that another upsd serves"),
        daemon("bin", "genericups", "nut.driver.Main", "driver for UPSes that speak through the modem lines of a serial port"),
        tool("bin", "upssim", "nut.driver.simulator.Main", "", "a simulated APC UPS on a pseudo terminal"),
        daemon("bin", "upsdrvctl", "nut.upsdrvctl.Main", "starts and stops the drivers of ups.conf"),
        client("upsc", "nut.clients.Upsc", "shows the variables of a UPS"),
        client("upscmd", "nut.clients.Upscmd", "sends an instant command to a UPS"),
        client("upsrw", "nut.clients.Upsrw", "shows and sets the writable variables of a UPS"),
        tool("bin", "upslog", "nut.clients.Upslog", "", "writes the state of a UPS to a log at intervals"),
        new Program("sbin", "upsd", "nut.upsd.Main", DEFAULT_ARCHIVE, quoted(Daemon.tuning(nut.upsd.Main.JVM_OPTIONS)),
            "serves the state of the UPSes to the network"),
        new Program("sbin", "upsmon", "nut.upsmon.Main", UPSMON_ARCHIVE, quoted(Daemon.tuning(nut.upsmon.Main.JVM_OPTIONS)),
            "watches UPSes and shuts the machine down in time"),
        // A call of upssched ends before what it compiles pays; without the compiler it costs a quarter less. Its timer daemon has one.
        tool("sbin", "upssched", "nut.upsmon.sched.Main", "-Xint",
            "upsmon's NOTIFYCMD for timers: what to do some time after an event"));

    private static Program daemon(String folder, String name, String mainClass, String purpose) {
        return new Program(folder, name, mainClass, DEFAULT_ARCHIVE, "", purpose);
    }

    private static Program client(String name, String mainClass, String purpose) {
        return new Program("bin", name, mainClass, CLIENTS_ARCHIVE, "", purpose);
    }

    private static Program tool(String folder, String name, String mainClass, String options, String purpose) {
        return new Program(folder, name, mainClass, TOOLS_ARCHIVE, options, purpose);
    }

    private static String quoted(List<String> options) {
        return options.stream().map(option -> "'" + option + "'").collect(Collectors.joining(" "));
    }

    /** A script that finds the tree it stands in, wherever that was copied. */
    String launcher() {
        return """
            #!/bin/sh
            # %1$s: %2$s
            here=$0
            # A process less for each start, where the path says already which tree it is.
            if [ -h "$0" ] || [ "${0#/}" = "$0" ] || [ ! -x "${here%%/*/*}/runtime/bin/%1$s" ]; then
                here=$(readlink -f -- "$0")
            fi
            %3$sexec "${here%%/*/*}/runtime/bin/%1$s" %4$s-Dnut.program=%1$s %5$s "$@"
            """.formatted(name, purpose, CLIENT_CLASSES.contains(mainClass) ? tlsAtHand() : "", useOfArchive() + optionsAndBlank(),
            mainClass);
    }

    /**
     * Chooses the archive with TLS where an authentication file may ask for it, which is where AuthFile looks for one. A wrong guess costs
     * time and nothing else.
     */
    private String tlsAtHand() {
        return """
            archive=%s options=
            tls() {
                archive=%s options='%s'
            }
            case " $*" in *' -A'*) tls ;; esac
            for conf in "$NUT_AUTHCONF_FILE" "$NUT_AUTHCONF_PATH/nutauth.conf" "$HOME/.config/nut/nutauth.conf" "$HOME/.nutauth.conf" \\
                "${NUT_CONFPATH:-${here%%/*/*}/etc}/nutauth.conf"; do
                if [ -r "$conf" ]; then tls; fi
            done
            """.formatted(archive, TLS_ARCHIVE, archive.equals(CLIENTS_ARCHIVE) ? FOR_BRIEF_TLS : "");
    }

    private String useOfArchive() {
        if (archive.equals(DEFAULT_ARCHIVE)) {
            return "";
        }
        return CLIENT_CLASSES.contains(mainClass) ? "-XX:SharedArchiveFile=\"${here%/*/*}/runtime/$archive\" $options "
            : "-XX:SharedArchiveFile=\"${here%/*/*}/runtime/" + archive + "\" ";
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
