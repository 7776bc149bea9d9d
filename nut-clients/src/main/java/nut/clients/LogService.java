package nut.clients;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import nut.common.daemon.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * upslog at work: opens the files, calls the servers, and has a thread of its own write the lines. HUP opens the files anew, USR1 writes
 * now.
 */
final class LogService implements Service {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final Duration LONGEST_BRIEF = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(LogService.class);

    private final Settings settings;
    private final Streams streams;
    private Consumer<Throwable> failed = reason -> { };
    private Runnable done = () -> { };
    private Optional<PidFile> pidFile = Optional.empty();
    private LogLoop loop;
    private Thread writer;

    /**
     * What the command line asks for.
     *
     * @param targets  the UPSes and their files
     * @param format   of a line
     * @param interval between two lines
     * @param count    how many lines; 0 for ever
     * @param connector reaches the servers
     * @param pidFile  to write, if any
     */
    record Settings(List<LogTarget.Spec> targets, LogFormat format, Duration interval, int count, Connector connector,
        Optional<Path> pidFile) {
        /** Settings. */
        Settings {
            targets = List.copyOf(targets);
        }

        /** Whether it is over within a minute. */
        boolean isBrief() {
            return count > 0 && interval.multipliedBy(count).compareTo(LONGEST_BRIEF) <= 0;
        }
    }

    LogService(Settings settings, Streams streams) {
        this.settings = settings;
        this.streams = streams;
    }

    @Override
    public void onFailure(Consumer<Throwable> whatToDo) {
        failed = whatToDo;
    }

    /** It is called from the writing thread after the last line of a counted log. */
    @Override
    public void onDone(Runnable ender) {
        done = ender;
    }

    @Override
    public void start() throws IOException {
        PrintStream out = streams.out();
        List<LogTarget.Spec> specs = Wildcard.expand(settings.targets(), settings.connector());
        Map<String, LogFile> files = open();
        List<LogTarget> targets = new ArrayList<>();
        out.println(Version.line("upslog"));
        for (LogTarget.Spec target : specs) {
            targets.add(new LogTarget(target, files.get(target.file()), settings.connector()));
            out.println("logging status of " + target.ups() + " to " + target.file() + " (" + settings.interval().toSeconds()
                + "s intervals)");
        }
        loop = new LogLoop(settings.format(), targets, List.copyOf(files.values()), settings.interval(), settings.count(),
            Files.readString(HOST_NAME).strip());
        loop.connect(streams.err());
        streams.flush();
        settings.pidFile().ifPresent(this::claim);
        Signals.on("USR1", () -> loop.wish(LogLoop.Wish.WRITE));
        writer = Thread.ofPlatform().name("writer").start(this::write);
    }

    /** Each file once, whoever shares it. */
    private Map<String, LogFile> open() {
        Map<String, LogFile> files = new LinkedHashMap<>();
        try {
            for (LogTarget.Spec target : settings.targets()) {
                files.computeIfAbsent(target.file(), name -> LogFile.open(name, streams));
            }
            return files;
        } catch (AdminFault fault) {
            files.values().forEach(LogFile::close);
            throw fault;
        }
    }

    /** As NUT's upslog, this one goes on without a pid file when it cannot have it. */
    private void claim(Path file) {
        try {
            pidFile = Optional.of(PidFile.claim(file));
        } catch (AdminFault fault) {
            LOG.warn("going on without a pid file: {}", fault.getMessage());
        }
    }

    private void write() {
        try {
            loop.run();
            done.run();
        } catch (AdminFault | InterruptedException fault) {
            if (streams.failure().filter(Streams::isBrokenPipe).isPresent()) {
                // Nobody reads any more; that is an end like another.
                done.run();
            } else {
                failed.accept(fault);
            }
        }
    }

    @Override
    public void reload() {
        LOG.info("opening the log anew");
        loop.wish(LogLoop.Wish.REOPEN);
    }

    @Override
    public void stop() {
        loop.wish(LogLoop.Wish.STOP);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pidFile.ifPresent(PidFile::close);
    }
}
