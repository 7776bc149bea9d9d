package nut.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.confine.Policy;
import nut.common.daemon.Confinement;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Errand;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.daemon.Launched;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.ProgramLine;
import nut.common.posix.Credentials;
import nut.driver.core.DriverPolicy;
import nut.driver.core.DriverService;
import nut.driver.core.DriverSettings;
import nut.driver.core.Dump;
import nut.driver.core.PowerKill;
import nut.driver.core.RunningDriver;
import nut.driver.core.SettingsReader;
import nut.driver.core.Start;
import org.slf4j.LoggerFactory;

/**
 * The program of all drivers; which one it is, is the name it was started by (system property {@code nut.program}). The flags are NUT's; a
 * port alone, as in {@code newapc /dev/ttyS1}, drives a UPS that is named after the last part of the port's path and needs no ups.conf.
 */
public final class Main {
    private static final String UPS_CONF = "ups.conf";
    private static final int QUIET = -1;
    private static final List<String> INTERPRETED = List.of("-Xint");

    private final String program;
    private final Drivers driver;
    private final Given given;

    private Main(String program, Drivers driver, Given given) {
        this.program = program;
        this.driver = driver;
        this.given = given;
    }

    /** Runs the program. */
    public static void main(String[] args) {
        Exit.with(run(System.getProperty("nut.program", "newapc"), Launched.arguments(args)));
    }

    private static int run(String program, List<String> arguments) {
        Drivers driver;
        try {
            driver = Drivers.named(program);
        } catch (AdminFault unknown) {
            System.err.println(program + ": " + unknown.getMessage());
            return 1;
        }
        return line(program, driver).run(arguments, given -> new Main(program, driver, given).act(arguments));
    }

    /** See {@link StartableDriver}. */
    static List<String> confine(String program, List<String> arguments, boolean child) {
        Drivers driver = Drivers.named(program);
        Main main = new Main(program, driver, line(program, driver).parse(arguments));
        return Daemon.confine(new Confinement.Goal(program, Daemon.tuning(main.jvmOptions()), Main.class.getName(), arguments),
            main.options(NutEnvironment.current()), main::policy, child);
    }

    private static ProgramLine line(String program, Drivers driver) {
        return new ProgramLine(program, "Talks to a UPS and publishes what it says.", "-a ID|-s ID|PORT [OPTIONS]")
            .value("-a", "ID", "drive the UPS of this section of ups.conf")
            .value("-s", "ID", "drive a UPS of this name with the settings of -x alone, without ups.conf")
            .values("-x", "VAR[=VALUE]", "a setting; counts more than ups.conf")
            .value("-i", "SECONDS", "the poll interval (2)")
            .value("-c", "COMMAND", "tell the running driver: reload, reload-or-exit or exit")
            .value("-P", "PID", "the process to tell it, instead of the one that the pid file names")
            .value("-d", "COUNT", "print the variables after so many polls, and end")
            .flag("-q", "log warnings and errors only")
            .flag("-k", "tell the UPS to cut the power of its load, and exit 0 if it has accepted")
            .daemonFlags()
            .footer(Stream.concat(Stream.of("",
                "PORT alone, as in " + program + " /dev/ttyS1, drives a UPS named after it, without ups.conf.",
                "Settings of this driver, for -x and ups.conf: "
                    + String.join(" ", driver.kind().settingNames().stream().sorted().toList())),
                driver.kind().helpLines().stream()).toArray(String[]::new));
    }

    private int act(List<String> arguments) {
        Optional<String> section = given.value("-a");
        if ((section.isPresent() ? 1 : 0) + (given.has("-s") ? 1 : 0) + given.words().size() != 1) {
            throw new AdminFault("one of -a ID, -s ID and PORT is needed; try -h");
        }
        NutEnvironment environment = NutEnvironment.current();
        DaemonOptions how = options(environment);
        if (given.has("-c")) {
            return tell(how.chroot().map(NutEnvironment::inside).orElse(environment));
        }
        if (given.has("-d")) {
            int polls = given.number("-d").orElseThrow();
            return Errand.run(program, Main.class.getName(), arguments, how, () -> dump(environment, polls));
        }
        if (given.has("-k")) {
            return Errand.run(program, Main.class.getName(), arguments, how,
                () -> PowerKill.run(settings(environment), driver.kind(), environment) ? 0 : 1);
        }
        return Daemon.run(program, Main.class.getName(), arguments, how, jvmOptions(), Optional.of(this::policy),
            () -> new DriverService(() -> settings(environment), driver.kind(), environment,
                quiet(given.daemonOptions(environment)).debug()));
    }

    /** As the flags say, completed by ups.conf. */
    private DaemonOptions options(NutEnvironment environment) {
        DaemonOptions flags = quiet(given.daemonOptions(environment));
        return given.value("-a").map(section ->
            Start.complete(flags, environment.confPath().resolve(UPS_CONF), section, Credentials::isRoot)).orElse(flags);
    }

    private List<String> jvmOptions() {
        return driver.kind().needsCompiler() ? List.of() : INTERPRETED;
    }

    private DaemonOptions quiet(DaemonOptions flags) {
        return given.has("-q") && flags.debug() == 0
            ? new DaemonOptions(flags.foreground(), flags.chroot(), flags.user(), flags.group(), QUIET) : flags;
    }

    private int tell(NutEnvironment environment) {
        String command = given.value("-c").orElseThrow();
        Optional<Integer> pid = given.number("-P");
        if (pid.isPresent()) {
            RunningDriver.tell(command, pid.get());
        } else {
            RunningDriver.tell(command, settings(environment), environment);
        }
        return 0;
    }

    private int dump(NutEnvironment environment, int polls) throws InterruptedException {
        Dump.run(settings(environment), driver.kind(), polls, System.out);
        return 0;
    }

    private Policy policy(Path runtime) {
        return DriverPolicy.of(runtime, driver.kind(), () -> settings(NutEnvironment.on(runtime), Complaints.silent()));
    }

    private DriverSettings settings(NutEnvironment environment) {
        return settings(environment, Complaints.to(LoggerFactory.getLogger(program)));
    }

    private DriverSettings settings(NutEnvironment environment, Complaints complaints) {
        SettingsReader reader = new SettingsReader(program, driver.names(), driver.kind());
        Optional<String> section = given.value("-a");
        if (section.isPresent()) {
            return reader.fromFile(environment.confPath().resolve(UPS_CONF), complaints, section.get(), given.values("-x"),
                given.number("-i"));
        }
        Optional<String> port = given.words().stream().findFirst();
        String name = given.value("-s").orElseGet(() -> Path.of(port.orElseThrow()).getFileName().toString());
        return reader.fromOptions(name, port, given.values("-x"), given.number("-i"));
    }
}
