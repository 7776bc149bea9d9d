package nut.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.conf.Complaints;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonFlags;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Errand;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Credentials;
import nut.driver.core.DriverService;
import nut.driver.core.DriverSettings;
import nut.driver.core.PowerKill;
import nut.driver.core.SettingsReader;
import nut.driver.core.Start;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The program of all drivers; which one it is, is the name it was started by (system property {@code nut.program}). The flags are NUT's; a
 * port alone, as in {@code newapc /dev/ttyS1}, drives a UPS that is named after the last part of the port's path and needs no ups.conf.
 */
@Command(sortOptions = false, separator = " ", exitCodeOnInvalidInput = 1, exitCodeOnExecutionException = 1)
public final class Main implements Callable<Integer> {
    private static final String UPS_CONF = "ups.conf";

    @Option(names = "-a", paramLabel = "ID", description = "drive the UPS of this section of ups.conf")
    private String section;
    @Option(names = "-s", paramLabel = "ID", description = "drive a UPS of this name with the settings of -x alone, without ups.conf")
    private String standAlone;
    @Parameters(arity = "0..1", paramLabel = "PORT", description = "drive a UPS named after this port, without ups.conf")
    private String port;
    @Option(names = "-x", paramLabel = "VAR[=VALUE]", description = "a setting; counts more than ups.conf")
    private List<String> options = new ArrayList<>();
    @Option(names = "-i", paramLabel = "SECONDS", description = "the poll interval (2)")
    private Integer interval;
    @Option(names = "-k", description = "tell the UPS to cut the power of its load, and exit 0 if it has accepted")
    private boolean kill;
    @Option(names = "-V", versionHelp = true, description = "say the version")
    private boolean version;
    @Option(names = "-h", usageHelp = true, description = "say this")
    private boolean help;
    @Mixin
    private DaemonFlags flags;

    private final String program;
    private final Drivers driver;
    private final List<String> arguments;

    private Main(String program, List<String> arguments) {
        this.program = program;
        this.driver = Drivers.named(program);
        this.arguments = arguments;
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(run(System.getProperty("nut.program", "newapc"), List.of(args)));
    }

    private static int run(String program, List<String> arguments) {
        try {
            Main main = new Main(program, arguments);
            CommandLine line = new CommandLine(main);
            line.getCommandSpec().name(program).version(Version.line(program));
            line.setExecutionExceptionHandler((failure, unused, parsed) -> fault(program, failure));
            line.getCommandSpec().usageMessage().footer("", "Settings of this driver, for -x and ups.conf: "
                + String.join(" ", main.driver.kind().settingNames().stream().sorted().toList()));
            return line.execute(arguments.toArray(String[]::new));
        } catch (AdminFault fault) {
            return fault(program, fault);
        }
    }

    private static int fault(String program, Exception failure) {
        if (failure instanceof AdminFault) {
            System.err.println(program + ": " + failure.getMessage());
            return 1;
        }
        throw new IllegalStateException(failure);
    }

    @Override
    public Integer call() {
        if ((section == null ? 0 : 1) + (standAlone == null ? 0 : 1) + (port == null ? 0 : 1) != 1) {
            System.err.println(program + ": one of -a ID, -s ID and PORT is needed; try -h");
            return 1;
        }
        NutEnvironment environment = NutEnvironment.current();
        DaemonOptions how = flags.options(environment);
        if (section != null) {
            how = Start.complete(how, environment.confPath().resolve(UPS_CONF), section, Credentials.isRoot());
        }
        if (kill) {
            return Errand.run(program, Main.class.getName(), arguments, how,
                () -> PowerKill.run(settings(environment), driver.kind(), environment) ? 0 : 1);
        }
        return Daemon.run(program, Main.class.getName(), arguments, how,
            () -> new DriverService(() -> settings(environment), driver.kind(), environment));
    }

    private DriverSettings settings(NutEnvironment environment) {
        Logger log = LoggerFactory.getLogger(program);
        SettingsReader reader = new SettingsReader(program, driver.names(), driver.kind());
        if (section != null) {
            return reader.fromFile(environment.confPath().resolve(UPS_CONF), Complaints.to(log), section, options,
                Optional.ofNullable(interval));
        }
        String name = standAlone != null ? standAlone : Path.of(port).getFileName().toString();
        return reader.fromOptions(name, Optional.ofNullable(port), options, Optional.ofNullable(interval));
    }
}
