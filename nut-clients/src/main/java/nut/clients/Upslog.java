package nut.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.Version;
import picocli.CommandLine.ParseResult;

/** upslog: writes a UPS's values to a file, a line at every interval. */
public final class Upslog {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Streams streams;
    private final Program program;

    private Upslog(Streams streams) {
        this.streams = streams;
        this.program = new Program("upslog", streams, "Writes the values of a UPS to a file, a line at every interval.",
            "-s UPS[@HOST[:PORT]] -l FILE [-i SECONDS] [-f FORMAT] [-N] [-d COUNT] [-F]",
            "-m UPS[@HOST[:PORT]],FILE [-m ...] [-i SECONDS] [-f FORMAT] [-N] [-d COUNT] [-F]")
            .value("-s", "UPS", "the UPS to watch")
            .value("-l", "FILE", "where the lines go; - for standard output")
            .values("-m", "UPS,FILE", "a UPS and its file; for several, in place of -s and -l")
            .value("-i", "SECONDS", "the interval (30)")
            .value("-f", "FORMAT", "the line: %%VAR name%%, %%TIME format%% (strftime, with @ for %%), %%ETIME%%, %%HOST%%, "
                + "%%UPSHOST%%, %%PID%%, and %%%% for a percent sign")
            .flag("-N", "begin each line with the UPS")
            .value("-d", "COUNT", "end after so many lines; 0 for never")
            .flag("-F", "stay in the foreground");
    }

    /** The program. */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    /** The program with its exit code. */
    static int run(String[] args, Streams streams) {
        Upslog upslog = new Upslog(streams);
        return upslog.program.run(args, upslog::log);
    }

    private int log(ParseResult parsed) throws IOException {
        int interval = Program.seconds(parsed, "-i", 30);
        int count = count(parsed);
        String format = parsed.matchedOptionValue("-f", LogFormat.DEFAULT);
        if (parsed.hasMatchedOption("-N")) {
            format = "%UPSHOST%\t" + format;
        }
        List<LogTarget> targets = targets(parsed);
        streams.out().println(Version.line("upslog"));
        for (LogTarget target : targets) {
            streams.out().println("logging status of " + target.ups() + " to " + target.file() + " (" + interval + "s intervals)");
        }
        streams.flush();
        LogLoop loop = new LogLoop(LogFormat.of(format), targets, Duration.ofSeconds(interval), count, hostName());
        loop.connect(streams.err());
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private List<LogTarget> targets(ParseResult parsed) {
        List<LogTarget> targets = new ArrayList<>();
        for (String tuple : parsed.matchedOptionValue("-m", new String[0])) {
            int comma = tuple.indexOf(',');
            if (comma < 0 || tuple.indexOf(',', comma + 1) >= 0) {
                throw new AdminFault("Argument '-m upsspec,logfile' requires exactly 2 components in the tuple");
            }
            targets.add(target(parsed, tuple.substring(0, comma), tuple.substring(comma + 1)));
        }
        if (!targets.isEmpty()) {
            return targets;
        }
        String ups = parsed.matchedOptionValue("-s", null);
        String file = parsed.matchedOptionValue("-l", null);
        if (ups == null) {
            throw new AdminFault("No UPS defined for monitoring - use -s <system> or -m <ups,logfile>");
        }
        if (file == null) {
            throw new AdminFault("No filename defined for logging - use -l <file>");
        }
        return List.of(target(parsed, ups, file));
    }

    private LogTarget target(ParseResult parsed, String ups, String file) {
        return new LogTarget(Server.ups(ups), file, streams.out(), Program.timeout(parsed));
    }

    private static int count(ParseResult parsed) {
        String text = parsed.matchedOptionValue("-d", "0");
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

    private static String hostName() throws IOException {
        return Files.readString(HOST_NAME).strip();
    }
}
