package nut.common.state;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nut.common.daemon.Await;
import org.slf4j.LoggerFactory;

/** Listens to what this package logs while it is open. */
final class StateLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("nut.common.state");
    private final Level before = logger.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    StateLog() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    /** Each line so far: its level, a blank, its text. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that has this in it, and takes all lines so far away. */
    void awaitAndForget(String part) {
        Await.until("a line with '" + part + "' among " + lines, () -> lines.stream().anyMatch(line -> line.contains(part)));
        lines.clear();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(before);
    }
}
