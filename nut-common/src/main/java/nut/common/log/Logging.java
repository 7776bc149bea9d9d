package nut.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import nut.common.posix.ProcessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets logging up, in code and once for a program. Everybody logs through SLF4J; NUT's debug levels are 0 for what an admin wants to read,
 * 1 and 2 for {@link Level#DEBUG}, 3 and more for {@link Level#TRACE}; below 0, as upsd -q asks, warnings and errors alone are logged.
 */
public final class Logging {
    /** System property of a process in which nothing may wake by itself: lines that wait for the log daemon go with the next one. */
    public static final String SILENT = "nut.log.silent";

    private Logging() {
    }

    /** To standard error, as a program in the foreground does. */
    public static void foreground(String program, int debugLevel) {
        to(program, debugLevel, new StandardError(System.nanoTime(), debugLevel > 0));
    }

    /** To syslog through /dev/log, as a daemon does. */
    public static void background(String program, int debugLevel) {
        to(program, debugLevel, syslog(program));
    }

    /** Takes lines to syslog through /dev/log, or through the socket to it that this process was started with. */
    public static LineSink syslog(String program) {
        return new Syslog(LogSocket.DEVICE, LogSocket.handedOver(System.getenv()), program, ProcessControl.self(),
            System::nanoTime, Boolean.getBoolean(SILENT) ? waiting -> { } : LogRetry::start);
    }

    /** To wherever the sink takes the lines. */
    public static void to(String program, int debugLevel, LineSink sink) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.setName(program);
        SinkAppender appender = new SinkAppender(sink);
        appender.setContext(context);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        debugLevel(debugLevel);
    }

    /** Changes how much is said. */
    public static void debugLevel(int debugLevel) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(
            debugLevel < 0 ? Level.WARN : debugLevel == 0 ? Level.INFO : debugLevel <= 2 ? Level.DEBUG : Level.TRACE);
    }

    private record StandardError(long start, boolean stamped) implements LineSink {
        @Override
        public void line(int severity, String line) {
            System.err.println(stamped ? stamp() + line : line);
        }

        /** Seconds since the start, as NUT's programs show them before debug output. */
        private String stamp() {
            long micros = (System.nanoTime() - start) / 1000;
            String fraction = Long.toString(1_000_000 + micros % 1_000_000).substring(1);
            String seconds = Long.toString(micros / 1_000_000);
            return " ".repeat(Math.max(0, 4 - seconds.length())) + seconds + "." + fraction + "\t";
        }
    }
}
