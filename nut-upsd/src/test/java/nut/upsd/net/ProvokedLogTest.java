package nut.upsd.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nut.upsd.LogLines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProvokedLogTest {
    private static final long SECOND = 1_000_000_000L;

    private final LogLines lines = new LogLines(ProvokedLogTest.class);
    private final ProvokedLog log = new ProvokedLog(LoggerFactory.getLogger(ProvokedLogTest.class));

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void aMillionLinesAtOnceBecomeTen() {
        log.now(5 * SECOND);

        for (int i = 0; i < 1_000_000; i++) {
            log.notice("line {}", i);
        }

        assertEquals(10, lines.lines().size());
        assertEquals("INFO line 9", lines.lines().getLast());
    }

    @Test
    void whatWasLeftOutIsCountedWithTheNextLine() {
        log.now(5 * SECOND);
        for (int i = 0; i < 15; i++) {
            log.notice("line {}", i);
        }
        log.now(16 * SECOND);

        log.notice("later");

        assertEquals("INFO 5 more lines about clients were not logged, to keep the log readable", lines.lines().get(10));
        assertEquals("INFO later", lines.lines().get(11));
    }

    @Test
    void whoDoesTheSameAgainAndAgainIsSaidOnceAMinuteAndLeavesRoomForOthers() {
        log.now(5 * SECOND);
        for (int i = 0; i < 1_000_000; i++) {
            log.notice("{} knocks", "10.0.0.1");
        }

        log.notice("{} knocks", "10.0.0.2");
        log.now(66 * SECOND);
        log.notice("{} knocks", "10.0.0.1");

        assertEquals("INFO 10.0.0.1 knocks", lines.lines().get(0));
        assertEquals("INFO 999999 more lines about clients were not logged, to keep the log readable", lines.lines().get(1));
        assertEquals("INFO 10.0.0.2 knocks", lines.lines().get(2));
        assertEquals("INFO 10.0.0.1 knocks", lines.lines().get(3));
    }
}
