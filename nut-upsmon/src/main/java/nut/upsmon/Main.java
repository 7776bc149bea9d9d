package nut.upsmon;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsmonConf;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.daemon.ProgramLine;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.upsmon.drill.Drill;
import nut.upsmon.watch.Upsd;
import org.slf4j.LoggerFactory;

/** {@code upsmon}: the command line of the monitor, with the flags of NUT's upsmon(8). */
public final class Main {
    /** What the parent's JVM is told, by the launcher at once. */
    public static final List<String> JVM_OPTIONS = SilentJvm.OPTIONS;

    private static final String PROGRAM = "upsmon";

    private Main() {
    }

    /** Runs the program, or the part of it that the parent started. */
    public static void main(String[] arguments) {
        Exit.with(Assignment.isGiven() ? Child.run() : run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        return new ProgramLine(PROGRAM, "Watches UPSes and shuts this machine down in time.")
            .flags("-F", "stay in the foreground; twice to write the pid file all the same")
            .flag("-B", "go to the background even when debugging")
            .flags("-D", "say more; may be repeated; stays in the foreground")
            .value("-c", "COMMAND", "tell the running upsmon: fsd, reload, stop, or suspend before the machine sleeps")
            .value("-P", "PID", "the process to tell it, instead of the one that the pid file names")
            .flag("-K", "succeed if POWERDOWNFLAG says that the UPS is to cut the power")
            .flag("--drill", "look at all that the shutdown needs, say what would happen, and change nothing")
            .flag("-p", "have watcher and notifier stay root; -u and RUN_AS_USER then mean nothing")
            .value("-u", "USER", "run watcher and notifier as this user, whatever RUN_AS_USER says")
            .value("-W", "SECONDS", "how long a connection to upsd and an answer may take (5, or NUT_DEFAULT_CONNECT_TIMEOUT)")
            .flag("-4", "IPv4 only")
            .flag("-6", "IPv6 only")
            .run(arguments, given -> act(given.withoutWords(), arguments));
    }

    private static int act(Given given, List<String> arguments) {
        NutEnvironment environment = NutEnvironment.current();
        if (given.has("-c")) {
            return tell(given.value("-c").orElseThrow(), given.number("-P"), environment);
        }
        if (given.has("-K")) {
            return flagIsSet(environment) ? 0 : 1;
        }
        if (given.has("--drill")) {
            // Its ciphers want a compiler, and the heap of any other program.
            Daemon.leaveTuning(Main.class.getName(), arguments);
            return drill(given, environment);
        }
        DaemonOptions asked = given.daemonOptions(environment);
        boolean stays = asked.foreground();
        DaemonOptions options = new DaemonOptions(stays, Optional.empty(), Optional.empty(), Optional.empty(), asked.debug());
        UpsmonOptions upsmon = new UpsmonOptions(environment.confPath(), environment.pidPath(), stays, !stays || given.count("-F") > 1,
            given.has("-p"), asked.user(), given.has("-4") ? 4 : given.has("-6") ? 6 : 0, timeout(given), asked.debug());
        EarlyReading early = EarlyReading.of(upsmon.conf());
        if (!Daemon.isAwaited() && !given.has("-p")) {
            RunAsUser.require(asked.user(), upsmon.conf(), early);
        }
        return Daemon.run(PROGRAM, Main.class.getName(), arguments, options, JVM_OPTIONS, Optional.empty(),
            () -> new Parent(upsmon, early));
    }

    private static Optional<String> timeout(Given given) {
        Optional<String> text = given.value("-W");
        if (text.isPresent() && Upsd.seconds(text.get()).isEmpty()) {
            throw new AdminFault("-W is " + text.get() + " but must be a number of seconds above 0, and 3600 at most");
        }
        return text;
    }

    private static int drill(Given given, NutEnvironment environment) {
        UpsmonConf conf = UpsmonConf.read(environment.confPath().resolve("upsmon.conf"), Complaints.to(LoggerFactory.getLogger(PROGRAM)));
        String user = given.has("-p") ? "root" : given.value("-u").or(conf::runAsUser).orElse("nobody");
        return new Drill(conf, UpsmonOptions.pidFile(environment.pidPath()), user, Fallbacks.shown(conf), PowerDownFlag::isSet,
            Instant.now()).run(System.out);
    }

    private static boolean flagIsSet(NutEnvironment environment) {
        UpsmonConf conf = UpsmonConf.read(environment.confPath().resolve("upsmon.conf"), Complaints.to(LoggerFactory.getLogger(PROGRAM)));
        if (conf.powerDownFlag().isEmpty()) {
            throw new AdminFault("upsmon.conf has no POWERDOWNFLAG, so it cannot be looked at");
        }
        return PowerDownFlag.isSet(conf.powerDownFlag().get());
    }

    private static int tell(String command, Optional<Integer> pid, NutEnvironment environment) {
        int signal = switch (command) {
            case "fsd" -> Kill.SIGUSR1;
            case "reload" -> Kill.SIGHUP;
            case "stop" -> Kill.SIGTERM;
            case "suspend" -> Kill.SIGURG;
            default -> throw new AdminFault("-c takes fsd, reload, stop or suspend, not '" + command + "'");
        };
        if (pid.isEmpty()) {
            Path file = UpsmonOptions.pidFile(environment.pidPath());
            if (signal == Kill.SIGUSR1 && OwnWatcher.force(file)) {
                return 0;
            }
            if (PidFile.signal(file, signal).isEmpty()) {
                throw new AdminFault("upsmon is not running: no living process holds " + file);
            }
            return 0;
        }
        try {
            if (Kill.send(pid.get(), signal)) {
                return 0;
            }
        } catch (PosixException refused) {
            throw new AdminFault("process " + pid.get() + " cannot be signalled: " + refused.getMessage() + "; do it as root");
        }
        throw new AdminFault("there is no process " + pid.get());
    }
}
