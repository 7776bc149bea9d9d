package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.log.Logging;
import nut.common.protocol.UpsAddress;
import org.junit.jupiter.api.Test;

/** POLLFAIL_LOG_THROTTLE_MAX. */
class FailureLogTest {
    private static final Monitor MONITOR =
        new Monitor(new Position("upsmon.conf", 1), UpsAddress.parse("su700"), 1, "user", "secret", true);
    private final List<String> lines = new ArrayList<>();

    @Test
    void belowZeroEachFailureIsLogged() {
        fail(-1, "stale", "stale", "stale");

        assertEquals(3, lines.size(), lines.toString());
    }

    @Test
    void withZeroOnlyTheFirstOfAKindIs() {
        fail(0, "stale", "stale", "gone", "gone", "stale");

        assertEquals(3, lines.size(), lines.toString());
    }

    @Test
    void aboveZeroEachSoManiethIs() {
        fail(3, "stale", "stale", "stale", "stale", "stale", "stale", "stale");

        assertEquals(3, lines.size(), "the first, the fourth, the seventh: " + lines);
    }

    @Test
    void theEndIsSaidAndTheNextFailureIsAFirstOne() {
        Logging.to("upsmon", 0, (severity, line) -> lines.add(line));
        FailureLog log = new FailureLog(MONITOR, 0);
        log.failed("stale");
        log.worked();
        log.worked();
        log.failed("stale");

        assertEquals(List.of("Poll UPS [su700] failed - stale", "UPS [su700] can be asked again", "Poll UPS [su700] failed - stale"),
            lines);
    }

    @Test
    void whatFailsBetweenTwoPollsIsSaidForAnotherReasonOnly() {
        Logging.to("upsmon", 0, (severity, line) -> lines.add(line));
        FailureLog log = new FailureLog(MONITOR, -1);
        log.failed("refused");
        log.failedEarly("refused");
        log.failedEarly("unknown");

        assertEquals(List.of("Poll UPS [su700] failed - refused", "Poll UPS [su700] failed - unknown"), lines);
    }

    private void fail(int every, String... reasons) {
        Logging.to("upsmon", 0, (severity, line) -> lines.add(line));
        FailureLog log = new FailureLog(MONITOR, every);
        for (String reason : reasons) {
            log.failed(reason);
        }
    }
}
