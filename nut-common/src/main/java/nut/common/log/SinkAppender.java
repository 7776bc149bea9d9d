package nut.common.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;

/**
 * Turns events into bounded lines without control characters. An exception adds a line for itself and one for each frame, up to a bound.
 */
final class SinkAppender extends AppenderBase<ILoggingEvent> {
    private static final int MAXIMUM_LINE = 1000;
    private static final int MAXIMUM_FRAMES = 30;
    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFO = 6;
    private static final int DEBUG = 7;

    private final LineSink sink;

    SinkAppender(LineSink sink) {
        this.sink = sink;
    }

    @Override
    protected void append(ILoggingEvent event) {
        int severity = severity(event.getLevel());
        sink.line(severity, clean(prefix(event.getLevel()) + event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        int frames = 0;
        while (thrown != null && frames < MAXIMUM_FRAMES) {
            sink.line(severity, clean(thrown.getClassName() + ": " + thrown.getMessage()));
            for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
                if (frames++ < MAXIMUM_FRAMES) {
                    sink.line(severity, clean("    " + frame.getSTEAsString()));
                }
            }
            thrown = thrown.getCause();
        }
    }

    private static String prefix(Level level) {
        return switch (level.levelInt) {
            case Level.DEBUG_INT -> "[D1] ";
            case Level.TRACE_INT -> "[D3] ";
            default -> "";
        };
    }

    private static int severity(Level level) {
        return switch (level.levelInt) {
            case Level.ERROR_INT -> ERROR;
            case Level.WARN_INT -> WARNING;
            case Level.INFO_INT -> INFO;
            default -> DEBUG;
        };
    }

    /** The text with control characters as {@code #ooo}, and no longer than a line may be. */
    static String clean(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAXIMUM_LINE) + 8);
        for (int i = 0; i < text.length(); i++) {
            if (line.length() >= MAXIMUM_LINE) {
                return line.append("...").toString();
            }
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                line.append('#').append((char) ('0' + (c >> 6 & 7))).append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }
}
