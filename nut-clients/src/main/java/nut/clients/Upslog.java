package nut.clients;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.Service;

/** upslog: writes a UPS's values to a file, a line at every interval, in the background if the lines go to a file. */
public final class Upslog {
    private static final String PROGRAM = "upslog";
    /** Where the interval and the format stand in the old way to call it: UPS FILE INTERVAL [FORMAT...]. */
    private static final int OLD_INTERVAL = 2;
    private static final int OLD_FORMAT = 3;

    private final Streams streams;
    private final Host host;
    private final Program program;

    /** Where the service lives: a daemon, or a test. */
    interface Host {
        /** Runs the service, which may be one that soon ends by itself, until it is stopped, and gives the exit code. */
        int run(DaemonOptions options, boolean brief, Supplier<Service> service);
    }

    private Upslog(Streams streams, Host host) {
        this.streams = streams;
        this.host = host;
        this.program = new Program(PROGRAM, streams, "Writes the values of a UPS to a file, a line at every interval.",
            "-s UPS[@HOST[:PORT]] -l FILE [-i SECONDS] [-f FORMAT] [-N] [-d COUNT] [-F | -B] [-p PIDBASE] [-u USER]",
            "-m UPS[@HOST[:PORT]],FILE [-m ...] [-i SECONDS] [-f FORMAT] [-N] [-d COUNT] [-F | -B] [-p PIDBASE] [-u USER]")
            .value("-s", "UPS", "the UPS to watch; * for all of the server")
            .value("-l", "FILE", "where the lines go; - for standard output")
            .values("-m", "UPS,FILE", "a UPS and its file; may be repeated")
            .value("-i", "SECONDS", "the interval (30)")
            .value("-f", "FORMAT", "the line: %%VAR name%%, %%TIME format%% (strftime, with @ for %%), %%ETIME%%, %%HOST%%, "
                + "%%UPSHOST%%, %%PID%%, %%t for a tab, and %%%% for a percent sign")
            .flag("-N", "begin each line with the UPS")
            .value("-d", "COUNT", "end after so many lines; 0 for never")
            .flag("-F", "stay in the foreground, also when the lines go to a file")
            .flag("-B", "go to the background, also when the lines go to standard output, or with -D")
            .value("-p", "PIDBASE", "the pid file's name without .pid (upslog), or its path; without -p none is written in the foreground")
            .value("-u", "USER", "become this user first");
    }

    /** The program. */
    public static void main(String[] args) {
        Exit.with(run(args, Streams.ofProcess(), daemon(args)));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams, Host host) {
        Upslog upslog = new Upslog(streams, host);
        return upslog.program.run(args, upslog::log);
    }

    private static Host daemon(String[] args) {
        return (options, brief, service) -> brief ? Daemon.runBriefly(PROGRAM, options, service)
            : Daemon.run(PROGRAM, Upslog.class.getName(), List.of(args), options, service);
    }

    private int log(Given given) {
        List<String> words = given.words();
        if (words.size() == 1 || words.size() == 2) {
            return program.help();
        }
        NutEnvironment environment = NutEnvironment.current();
        String format = words.size() > OLD_FORMAT ? String.join(" ", words.subList(OLD_FORMAT, words.size())) + " "
            : given.value("-f").orElse(LogFormat.DEFAULT);
        if (given.has("-N")) {
            format = "%UPSHOST%%t" + format;
        }
        List<LogTarget.Spec> targets = targets(given);
        DaemonOptions options = options(given, environment, targets.stream().anyMatch(LogTarget.Spec::isStdout));
        Optional<Path> pidFile = options.foreground() && given.value("-p").isEmpty() ? Optional.empty()
            : Optional.of(environment.pidPath().resolve(given.value("-p").orElse(PROGRAM) + ".pid"));
        LogService.Settings settings = new LogService.Settings(targets, LogFormat.of(format),
            interval(given), count(given), Connector.of(given), pidFile);
        boolean brief = options.foreground() && options.user().isEmpty() && settings.isBrief();
        return host.run(options, brief, () -> new LogService(settings, streams));
    }

    private static Duration interval(Given given) {
        if (given.words().isEmpty()) {
            return Duration.ofSeconds(Program.seconds(given, "-i", 30));
        }
        return Duration.ofSeconds(Program.seconds("the interval", given.words().get(OLD_INTERVAL)));
    }

    private static DaemonOptions options(Given given, NutEnvironment environment, boolean stdout) {
        int debug = given.count("-D");
        boolean foreground = given.has("-F") || !given.has("-B") && (stdout || debug > 0);
        return new DaemonOptions(foreground, Optional.empty(), given.value("-u"),
            Optional.empty(), debug > 0 ? debug : environment.debugLevel());
    }

    private static List<LogTarget.Spec> targets(Given given) {
        List<LogTarget.Spec> targets = new ArrayList<>();
        for (String tuple : given.values("-m")) {
            int comma = tuple.indexOf(',');
            if (comma < 0 || tuple.indexOf(',', comma + 1) >= 0) {
                throw new AdminFault("Argument '-m upsspec,logfile' requires exactly 2 components in the tuple");
            }
            targets.add(new LogTarget.Spec(Server.ups(tuple.substring(0, comma)), tuple.substring(comma + 1)));
        }
        List<String> words = given.words();
        String ups = words.isEmpty() ? given.value("-s").orElse(null) : words.get(0);
        String file = words.isEmpty() ? given.value("-l").orElse(null) : words.get(1);
        if (ups == null && file == null && !targets.isEmpty()) {
            return targets;
        }
        if (ups == null) {
            throw new AdminFault("No UPS defined for monitoring - use -s <system> or -m <ups,logfile>");
        }
        if (file == null) {
            throw new AdminFault("No filename defined for logging - use -l <file>");
        }
        targets.add(new LogTarget.Spec(Server.ups(ups), file));
        return targets;
    }

    private static int count(Given given) {
        String text = given.value("-d").orElse("0");
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException expected) {
            // The sentence below says it.
        }
        throw new AdminFault("Error: -d is " + text + " but must be a number from 0 up");
    }
}
