package nut.upsmon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.conf.Complaints;
import nut.common.conf.UpsmonConf;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code upsmon}: the command line of the monitor, with the flags of NUT's upsmon(8). */
@Command(name = "upsmon", sortOptions = false, description = "Watches UPSes and shuts this machine down in time.")
public final class Main {
    private static final String PROGRAM = "upsmon";
    @Option(names = "-F", description = "stay in the foreground")
    private boolean[] foreground = {};
    @Option(names = "-B", description = "go to the background even when debugging")
    private boolean background;
    @Option(names = "-D", description = "say more; may be repeated; stays in the foreground")
    private boolean[] debug = {};
    @Option(names = "-c", paramLabel = "COMMAND", description = "tell the running upsmon: fsd, reload or stop")
    private String command;
    @Option(names = "-P", paramLabel = "PID", description = "the process to tell it, instead of the one that the pid file names")
    private Long pid;
    @Option(names = "-K", description = "succeed if POWERDOWNFLAG says that the UPS is to cut the power")
    private boolean checkFlag;
    @Option(names = "-p", description = "have watcher and notifier stay root; -u and RUN_AS_USER then mean nothing")
    private boolean privileged;
    @Option(names = "-u", paramLabel = "USER", description = "run watcher and notifier as this user, whatever RUN_AS_USER says")
    private String user;
    @Option(names = "-4", description = "IPv4 only")
    private boolean onlyIpv4;
    @Option(names = "-6", description = "IPv6 only")
    private boolean onlyIpv6;
    @Option(names = "-V", description = "show the version")
    private boolean version;
    @Option(names = "-h", usageHelp = true, description = "show this help")
    private boolean help;

    private Main() {
    }

    /** Runs the program, or the part of it that the parent started. */
    public static void main(String[] arguments) {
        System.exit(Assignment.isGiven() ? Child.run() : run(arguments));
    }

    private static int run(String[] arguments) {
        Main main = new Main();
        CommandLine line = new CommandLine(main).setPosixClusteredShortOptionsAllowed(true).setExpandAtFiles(false);
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
        NutEnvironment environment = NutEnvironment.current();
        if (command != null) {
            return tell(environment);
        }
        if (checkFlag) {
            return flagIsSet(environment) ? 0 : 1;
        }
        int level = debug.length > 0 ? debug.length : environment.debugLevel();
        boolean stays = foreground.length > 0 || debug.length > 0 && !background;
        DaemonOptions options = new DaemonOptions(stays, Optional.empty(), Optional.empty(), Optional.empty(), level);
        UpsmonOptions upsmon = new UpsmonOptions(environment.confPath(), environment.pidPath(), stays, !stays || foreground.length > 1,
            privileged, Optional.ofNullable(user), onlyIpv4 ? 4 : onlyIpv6 ? 6 : 0, level);
        return Daemon.run(PROGRAM, Main.class.getName(), arguments, options, SilentJvm.OPTIONS, () -> new Parent(upsmon));
    }

    private static boolean flagIsSet(NutEnvironment environment) {
        UpsmonConf conf = UpsmonConf.read(environment.confPath().resolve("upsmon.conf"), Complaints.to(LoggerFactory.getLogger(PROGRAM)));
        if (conf.powerDownFlag().isEmpty()) {
            throw new AdminFault("upsmon.conf has no POWERDOWNFLAG, so it cannot be looked at");
        }
        return PowerDownFlag.isSet(conf.powerDownFlag().get());
    }

    private int tell(NutEnvironment environment) {
        int signal = switch (command) {
            case "fsd" -> Kill.SIGUSR1;
            case "reload" -> Kill.SIGHUP;
            case "stop" -> Kill.SIGTERM;
            default -> throw new AdminFault("-c takes fsd, reload or stop, not '" + command + "'");
        };
        if (pid == null) {
            Path file = UpsmonOptions.pidFile(environment.pidPath());
            if (PidFile.signal(file, signal).isEmpty()) {
                throw new AdminFault("upsmon is not running: no living process holds " + file);
            }
            return 0;
        }
        try {
            if (Kill.send(pid, signal)) {
                return 0;
            }
        } catch (PosixException refused) {
            throw new AdminFault("process " + pid + " cannot be signalled: " + refused.getMessage() + "; do it as root");
        }
        throw new AdminFault("there is no process " + pid);
    }
}
