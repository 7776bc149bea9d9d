package nut.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nut.common.daemon.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@Timeout(60)
class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);

    private final List<String> lines = new ArrayList<>();

    private void log(int debugLevel) {
        Logging.to("upsd", debugLevel, (severity, line) -> lines.add(severity + " " + line));
    }

    @ParameterizedTest
    @CsvSource({"0, 3 e;4 w;6 i", "1, 3 e;4 w;6 i;7 [D1] d", "2, 3 e;4 w;6 i;7 [D1] d", "3, 3 e;4 w;6 i;7 [D1] d;7 [D3] t"})
    void debugLevelsAreNuts(int debugLevel, String expected) {
        log(debugLevel);
        LOG.error("e");
        LOG.warn("w");
        LOG.info("i");
        LOG.debug("d");
        LOG.trace("t");

        assertEquals(expected, String.join(";", lines));
    }

    @Test
    void theLevelCanBeChangedWhileRunning() {
        log(0);
        Logging.debugLevel(1);
        LOG.debug("seen");
        Logging.debugLevel(0);
        LOG.debug("unseen");

        assertEquals(List.of("7 [D1] seen"), lines);
    }

    @Test
    void noControlCharacterGetsThrough() {
        log(0);
        LOG.info("user {} failed", "x\nJan  1 00:00:00 host sshd: root logged in\u001b[2J\u0000\u009b\u007f");

        assertEquals(List.of("6 user x#012Jan  1 00:00:00 host sshd: root logged in#033[2J#000#233#177 failed"), lines);
    }

    @Test
    void aLineIsBoundedWhateverIsInIt() {
        log(0);
        LOG.info("\n".repeat(100_000));

        assertTrue(lines.getFirst().length() <= 1010, "length: " + lines.getFirst().length());
        assertTrue(lines.getFirst().endsWith("#012..."));
    }

    @Test
    void anExceptionIsALineAndALineForEachFrameUpToABound() {
        log(0);
        LOG.error("ends", deep(200));

        assertEquals("3 ends", lines.get(0));
        assertEquals("3 java.lang.IllegalStateException: deep", lines.get(1));
        assertTrue(lines.get(2).contains("nut.common.log.LoggingTest.deep(LoggingTest.java:"), lines.get(2));
        assertTrue(lines.size() < 50, "lines: " + lines.size());
    }

    private static RuntimeException deep(int depth) {
        return depth == 0 ? new IllegalStateException("deep") : deep(depth - 1);
    }

    @Test
    void nothingIsSaidThatNobodyLogged(@TempDir Path folder) {
        ChildJvm.End end = ChildJvm.start(folder, Map.of(), Silent.class).end();

        assertEquals(new ChildJvm.End(0, "", "only this\n"), end);
    }

    /** They are a hundred kilobytes, which Logback wants for its own troubles and the JDK for any date. */
    @Test
    void noTimeZonesAreReadForALine(@TempDir Path folder) throws IOException {
        Path classes = folder.resolve("classes");

        ChildJvm.End end =
            ChildJvm.start(folder, Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes), ToSyslog.class).end();

        assertEquals(0, end.status(), end.err());
        String loaded = Files.readString(classes);
        assertTrue(loaded.contains(" nut.common.log.Syslog "), "the line went elsewhere");
        assertFalse(loaded.contains("ZoneInfoFile") || loaded.contains("java.time.zone."), loaded);
    }

    /** Logs a line as a daemon does. */
    public static final class ToSyslog {
        private ToSyslog() {
        }

        /** Runs it. */
        public static void main(String[] arguments) {
            Logging.background("zoneless", 0);
            LoggerFactory.getLogger("any").info("a line with a date");
        }
    }

    /** Uses loggers before logging is set up, and after. */
    public static final class Silent {
        private Silent() {
        }

        /** Runs it. */
        public static void main(String[] arguments) {
            LoggerFactory.getLogger("early").error("nobody has said yet where to");
            Logging.foreground("silent", 0);
            LoggerFactory.getLogger("later").info("only this");
        }
    }
}
