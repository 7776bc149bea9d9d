package nut.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SyslogTest {
    private static final int INFO = 6;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;
    private Path device;
    private final AtomicLong clock = new AtomicLong();
    private final List<Syslog> waiting = new ArrayList<>();

    @BeforeEach
    void nameTheDevice() {
        device = folder.resolve("log");
    }

    private Syslog syslog() {
        return new Syslog(device.toString(), null, "upsd", 4711, clock::get, waiting::add);
    }

    private UnixDatagram daemon() throws PosixException {
        return UnixDatagram.bind(device.toString());
    }

    private static List<String> heard(UnixDatagram daemon) throws PosixException {
        List<String> lines = new ArrayList<>();
        Optional<byte[]> line = daemon.receive(65_536, Duration.ZERO);
        while (line.isPresent()) {
            lines.add(new String(line.get(), StandardCharsets.UTF_8));
            line = daemon.receive(65_536, Duration.ZERO);
        }
        return lines;
    }

    /** Without priority, date and tag. */
    private static List<String> texts(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(": ") + 2)).toList();
    }

    @Test
    void aLineHasTheFormOfTheCLibrarys() throws PosixException {
        try (UnixDatagram daemon = daemon()) {
            syslog().line(3, "Data for UPS [su700] is stale");
            String line = heard(daemon).getFirst();

            assertTrue(line.matches("<27>(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 123][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9] "
                + "upsd\\[4711]: Data for UPS \\[su700] is stale"), line);
        }
    }

    @Test
    void aRestartedLogDaemonHearsTheNextLine() throws IOException {
        Syslog syslog;
        try (UnixDatagram before = daemon()) {
            syslog = syslog();
            syslog.line(INFO, "one");
            assertEquals(List.of("one"), texts(heard(before)));
        }
        Files.delete(device);
        try (UnixDatagram after = daemon()) {
            syslog.line(INFO, "two");

            assertEquals(List.of("two"), texts(heard(after)));
        }
    }

    @Test
    void whatIsSaidWhileTheLogDaemonIsAwayReachesItInOrderWhenItIsBack() throws IOException {
        Syslog syslog;
        try (UnixDatagram _ = daemon()) {
            syslog = syslog();
            syslog.line(INFO, "one");
        }
        Files.delete(device);
        syslog.line(INFO, "two");
        syslog.line(INFO, "three");
        clock.addAndGet(SECOND);
        try (UnixDatagram after = daemon()) {
            syslog.line(INFO, "four");

            assertEquals(List.of("two", "three", "four"), texts(heard(after)));
        }
    }

    @Test
    void keptLinesAreBroughtToALogDaemonThatIsBackWithoutAnotherLine() throws IOException {
        Syslog syslog;
        try (UnixDatagram _ = daemon()) {
            syslog = syslog();
        }
        Files.delete(device);
        syslog.line(INFO, "one");
        syslog.line(INFO, "two");
        assertEquals(List.of(syslog), waiting);
        clock.addAndGet(SECOND);
        assertFalse(syslog.retry());
        clock.addAndGet(SECOND);
        try (UnixDatagram after = daemon()) {
            assertTrue(syslog.retry());

            assertEquals(List.of("one", "two"), texts(heard(after)));
        }
    }

    @Test
    void aLogDaemonThatComesLateAndIsBusyIsAskedAgain() throws IOException {
        Syslog syslog = syslog();
        syslog.line(INFO, "one");
        clock.addAndGet(SECOND);
        try (UnixDatagram daemon = daemon()) {
            Syslog noisy = syslog();
            for (int i = 0; i < 10_000; i++) {
                noisy.line(INFO, "noise");
            }
            waiting.clear();
            syslog.line(INFO, "two");
            syslog.line(INFO, "three");
            assertEquals(Syslog.Retried.NONE, syslog.retryUntilTold());
            heard(daemon);

            assertEquals(List.of(syslog), waiting);
            assertEquals(Syslog.Retried.ALL, syslog.retryUntilTold());
            assertEquals(List.of("one", "two", "three"), texts(heard(daemon)));
        }
    }

    @Test
    void whatIsKeptIsBoundedAndTheRestIsCounted() throws IOException {
        Syslog syslog = syslog();
        for (int i = 0; i < 300; i++) {
            syslog.line(INFO, "line " + i);
        }
        clock.addAndGet(SECOND);
        try (UnixDatagram daemon = daemon()) {
            List<String> all = new ArrayList<>();
            while (!syslog.retry()) {
                all.addAll(texts(heard(daemon)));
            }
            all.addAll(texts(heard(daemon)));

            assertEquals(257, all.size());
            assertEquals("line 255", all.get(255));
            assertEquals("44 log messages were lost while " + device + " took none", all.get(256));
        }
        assertEquals(List.of(), waiting, "where there never was a log daemon, nobody looks for it");
    }

    @Test
    void anAbsentLogDaemonIsLookedForOnceASecond() throws PosixException {
        Syslog syslog = syslog();
        syslog.line(INFO, "one");
        clock.addAndGet(SECOND - 1);
        try (UnixDatagram daemon = daemon()) {
            syslog.line(INFO, "two");
            List<String> tooEarly = heard(daemon);
            clock.addAndGet(1);
            syslog.line(INFO, "three");

            assertEquals(List.of(), tooEarly);
            assertEquals(List.of("one", "two", "three"), texts(heard(daemon)));
        }
    }

    @Test
    void aFullLogDaemonNeverHoldsTheProgramUp() throws PosixException {
        try (UnixDatagram daemon = daemon()) {
            Syslog syslog = syslog();
            for (int i = 0; i < 10_000; i++) {
                syslog.line(INFO, "line " + i);
            }
            List<String> taken = new ArrayList<>(texts(heard(daemon)));
            while (!syslog.retry()) {
                taken.addAll(texts(heard(daemon)));
            }
            taken.addAll(texts(heard(daemon)));
            syslog.line(INFO, "after");

            assertEquals("line " + (taken.size() - 2), taken.get(taken.size() - 2));
            assertEquals((10_001 - taken.size()) + " log messages were lost while " + device + " took none", taken.getLast());
            assertEquals(List.of("after"), texts(heard(daemon)));
        }
    }

    @Test
    void aLineAsLongAsItMayBeStaysOneDatagramThatEveryLogDaemonTakes() throws PosixException {
        try (UnixDatagram daemon = daemon()) {
            syslog().line(INFO, SinkAppender.clean("\u20ac".repeat(100_000)));
            String line = heard(daemon).getFirst();

            assertTrue(line.endsWith("\u20ac..."), line.substring(line.length() - 10));
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 4096, "bytes: " + line.getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
