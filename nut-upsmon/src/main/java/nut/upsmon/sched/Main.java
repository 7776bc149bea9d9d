package nut.upsmon.sched;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsschedConf;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.Exit;
import nut.common.daemon.Given;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.ProgramLine;
import nut.common.daemon.Starter;
import nut.common.log.LineSink;
import nut.common.log.Logging;
import nut.common.posix.BootClock;
import nut.common.posix.PosixException;
import org.slf4j.LoggerFactory;

/** {@code upssched}: the command line of what upsmon calls as NOTIFYCMD, with the flags of NUT's upssched(8). */
public final class Main {
    private static final String PROGRAM = "upssched";
    /** Set for the JVM that is to keep the timers. */
    private static final String IS_DAEMON = "nut.upssched.timers";
    private static final Duration FOR_THE_DAEMON = Duration.ofSeconds(20);
    private static final int WARNING = 4;

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        Exit.with(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        return new ProgramLine(PROGRAM, "Starts and cancels timers at events of UPSes; upsmon calls it as NOTIFYCMD, with UPSNAME and"
            + " NOTIFYTYPE in its environment.", "[-D] [NOTIFYMSG]", "-l")
            .flags("-D", "say more; may be repeated")
            .flag("-l", "list the timers that run")
            .stopAtWords()
            .run(arguments, Main::act);
    }

    private static int act(Given given) {
        NutEnvironment environment = NutEnvironment.current();
        int debug = given.count("-D") > 0 ? given.count("-D") : environment.debugLevel();
        Path file = environment.confPath().resolve("upssched.conf");
        if (Boolean.getBoolean(IS_DAEMON)) {
            DaemonOptions options = new DaemonOptions(false, Optional.empty(), Optional.empty(), Optional.empty(), debug);
            return Daemon.run(PROGRAM, Main.class.getName(), List.of(), options, () -> new TimerService(file));
        }
        Logging.to(PROGRAM, debug, heardByAll(debug > 0));
        try {
            Optional<Event> event = given.has("-l") ? Optional.empty()
                : Optional.of(Event.of(System.getenv(), String.join(" ", given.words())));
            UpsschedConf conf = UpsschedConf.read(file, Complaints.to(LoggerFactory.getLogger(PROGRAM)));
            Logging.debugLevel(Math.max(debug, conf.debugMin()));
            if (event.isEmpty()) {
                System.out.print(list(conf));
            } else {
                new Call(conf, Life.current(), () -> startDaemon(Math.max(debug, conf.debugMin()))).take(event.get());
            }
            return 0;
        } catch (AdminFault | IOException fault) {
            LoggerFactory.getLogger(PROGRAM).error("{}", fault.getMessage());
            return 1;
        }
    }

    /** Upsmon throws standard error away, so the log must have it; it is connected to only when there is something to say. */
    private static LineSink heardByAll(boolean talkative) {
        return new LineSink() {
            private LineSink log;

            @Override
            public void line(int severity, String line) {
                if (talkative || severity <= WARNING) {
                    System.err.println(PROGRAM + ": " + line);
                }
                if (log == null) {
                    log = Logging.syslog(PROGRAM);
                }
                log.line(severity, line);
            }
        };
    }

    private static String list(UpsschedConf conf) throws IOException {
        if (conf.pipeFn().isEmpty()) {
            return "";
        }
        Path pipe = conf.pipeFn().get();
        try (Conversation daemon = Conversation.open(pipe)) {
            if (daemon != null) {
                return daemon.ask(TimerList.REQUEST);
            }
        }
        TimerFile file = TimerFile.adopted(pipe, Life.current());
        if (!file.exists()) {
            return "";
        }
        LoggerFactory.getLogger(PROGRAM).warn("the timer daemon does not run; the next event starts it, and these timers go on");
        return TimerList.of(file.load(), BootClock.nanos(), System.currentTimeMillis());
    }

    private static void startDaemon(int debug) throws PosixException {
        List<String> command = JavaCommand.of(Path.of(System.getProperty("java.home")), System.getProperty("nut.program", ""),
            List.of("-D" + IS_DAEMON + "=true"), Main.class.getName(), debug > 0 ? List.of("-" + "D".repeat(debug)) : List.of());
        Starter.Word word = new Starter().start(command, FOR_THE_DAEMON);
        if (!(word instanceof Starter.Word.Serves)) {
            throw new AdminFault("the timer daemon does not start" + (word.said().isBlank() ? "; the system log may say why"
                : ": " + word.said().strip().replace('\n', ' ')));
        }
    }
}
