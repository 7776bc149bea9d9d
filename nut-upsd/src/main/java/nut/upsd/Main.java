package nut.upsd;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonFlags;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.upsd.net.Family;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code upsd}: the command line of the network server, with the flags of NUT's upsd(8). */
@Command(name = "upsd", sortOptions = false, description = "Network server for UPS data.",
    footer = "-FF stays in the foreground and writes the pid file all the same.")
public final class Main {
    private static final String PROGRAM = "upsd";
    private static final int QUIET = -1;

    @Mixin
    private DaemonFlags daemon;
    @Option(names = "-c", paramLabel = "COMMAND", description = "tell the running upsd to reload its configuration, or to stop")
    private String command;
    @Option(names = "-P", paramLabel = "PID", description = "the process to tell it, instead of the one that the pid file names")
    private Long pid;
    @Option(names = "-q", description = "log warnings and errors only")
    private boolean quiet;
    @Option(names = "-4", description = "listen on IPv4 only")
    private boolean ipv4;
    @Option(names = "-6", description = "listen on IPv6 only")
    private boolean ipv6;
    @Option(names = "-V", description = "show the version")
    private boolean version;
    @Option(names = "-h", usageHelp = true, description = "show this help")
    private boolean help;

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main).setOverwrittenOptionsAllowed(true).setPosixClusteredShortOptionsAllowed(true)
            .setExpandAtFiles(false);
        try {
            line.parseArgs(arguments);
            if (main.help) {
                line.usage(System.out);
                return 0;
            }
            return main.act(List.of(arguments));
        } catch (ParameterException e) {
            System.err.println(PROGRAM + ": " + e.getMessage() + "; -h shows how to call it");
        } catch (AdminFault e) {
            System.err.println(PROGRAM + ": " + e.getMessage());
        }
        return 1;
    }

    private int act(List<String> arguments) {
        if (version) {
            System.out.println(Version.line(PROGRAM));
            return 0;
        }
        if (ipv4 && ipv6) {
            throw new AdminFault("-4 and -6 together leave nothing to listen on; give one of them, or neither for both families");
        }
        NutEnvironment environment = NutEnvironment.current();
        DaemonOptions asked = daemon.options(environment);
        Path pidFile = environment.altPidPath().resolve("upsd.pid");
        if (command != null) {
            return tell(asked.chroot().map(root -> root.resolve(pidFile.toString().substring(1))).orElse(pidFile));
        }
        int debug = quiet && asked.debug() == 0 ? QUIET : asked.debug();
        DaemonOptions options = new DaemonOptions(asked.foreground(), asked.chroot(), asked.user(), asked.group(), debug);
        boolean savesPid = !options.foreground() || daemon.foregroundCount() > 1;
        Family family = ipv4 ? Family.IPV4 : ipv6 ? Family.IPV6 : Family.ANY;
        UpsdOptions upsd = new UpsdOptions(environment.confPath(), environment.statePath(), pidFile, savesPid, family, debug,
            System.getenv());
        return Daemon.run(PROGRAM, Main.class.getName(), arguments, options, () -> new Upsd(upsd));
    }

    /** Sends the running upsd a signal; as with NUT, the first letters of the command will do. */
    private int tell(Path pidFile) {
        boolean reload = !command.isEmpty() && "reload".startsWith(command);
        if (!reload && (command.isEmpty() || !"stop".startsWith(command))) {
            throw new AdminFault("-c takes reload or stop, not '" + command + "'");
        }
        OptionalLong running = pid == null ? PidFile.holder(pidFile) : OptionalLong.of(pid);
        try {
            if (running.isPresent() && Kill.send(running.getAsLong(), reload ? Kill.SIGHUP : Kill.SIGTERM)) {
                return 0;
            }
        } catch (PosixException e) {
            throw new AdminFault("process " + running.getAsLong() + " cannot be signalled: " + e.getMessage()
                + "; do it as root or as upsd's user");
        }
        throw new AdminFault(pid == null ? "upsd is not running: no living process holds " + pidFile
            : "there is no process " + pid);
    }
}
