package nut.upsd;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.daemon.Launched;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.daemon.ProgramLine;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;
import nut.upsd.net.Family;

/** {@code upsd}: the command line of the network server, with the flags of NUT's upsd(8). */
public final class Main {
    private static final String PROGRAM = "upsd";
    private static final int QUIET = -1;
    /**
     * Both compilers, unlike the image's other programs: answering thousands of questions a second is what upsd is for. What would take the
     * second one more than 12 MB to compile is left to the first.
     */
    public static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=4", "-XX:CICompilerCount=2", "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=MemLimit,*.*,12m~stop");

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] words) {
        List<String> arguments = Launched.arguments(words);
        ProgramLine line = new ProgramLine(PROGRAM, "Network server for UPS data.")
            .value("-c", "COMMAND", "tell the running upsd to reload its configuration, or to stop")
            .value("-P", "PID", "the process to tell it, instead of the one that the pid file names")
            .flag("-q", "log warnings and errors only")
            .flag("-4", "listen on IPv4 only")
            .flag("-6", "listen on IPv6 only")
            .daemonFlags().footer("-FF stays in the foreground and writes the pid file all the same.");
        Exit.with(line.run(arguments, given -> act(given.withoutWords(), arguments)));
    }

    private static int act(Given given, List<String> arguments) {
        if (given.has("-4") && given.has("-6")) {
            throw new AdminFault("-4 and -6 together leave nothing to listen on; give one of them, or neither for both families");
        }
        NutEnvironment environment = NutEnvironment.current();
        DaemonOptions asked = given.daemonOptions(environment);
        Path pidFile = environment.altPidPath().resolve("upsd.pid");
        if (given.has("-c")) {
            return tell(given, asked.chroot().map(root -> root.resolve(pidFile.toString().substring(1))).orElse(pidFile));
        }
        int debug = given.has("-q") && asked.debug() == 0 ? QUIET : asked.debug();
        DaemonOptions options = new DaemonOptions(asked.foreground(), asked.chroot(), asked.user(), asked.group(), debug);
        boolean savesPid = !options.foreground() || given.count("-F") > 1;
        Family family = given.has("-4") ? Family.IPV4 : given.has("-6") ? Family.IPV6 : Family.ANY;
        UpsdOptions upsd = new UpsdOptions(environment.confPath(), environment.statePath(), pidFile, savesPid, family, debug,
            System.getenv());
        return Daemon.run(PROGRAM, Main.class.getName(), arguments, options, JVM_OPTIONS, Optional.of(UpsdPolicy::of),
            () -> new Upsd(upsd));
    }

    /** Sends the running upsd a signal; as with NUT, the first letters of the command will do. */
    private static int tell(Given given, Path pidFile) {
        String command = given.value("-c").orElseThrow();
        Optional<Integer> pid = given.number("-P");
        boolean reload = !command.isEmpty() && "reload".startsWith(command);
        if (!reload && (command.isEmpty() || !"stop".startsWith(command))) {
            throw new AdminFault("-c takes reload or stop, not '" + command + "'");
        }
        int signal = reload ? Kill.SIGHUP : Kill.SIGTERM;
        if (pid.isEmpty()) {
            if (PidFile.signal(pidFile, signal).isEmpty()) {
                throw new AdminFault("upsd is not running: no living process holds " + pidFile);
            }
            return 0;
        }
        try {
            if (Kill.send(pid.get(), signal)) {
                return 0;
            }
        } catch (PosixException e) {
            throw new AdminFault("process " + pid.get() + " cannot be signalled: " + e.getMessage() + "; do it as root or as upsd's user");
        }
        throw new AdminFault("there is no process " + pid.get());
    }
}
