package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nut.driver.apc.WireMeter.Exchange;
import nut.driver.core.UpsState;
import nut.driver.simulator.SimulatedLine;
import org.junit.jupiter.api.Test;

/** How much of the line's time a poll takes, by the clock of the simulated wire: 2400 baud, answers without a pause. */
class WireEfficiencyTest {
    private final WireMeter line = new WireMeter(new SimulatedLine());
    private final UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());
    private final ApcDriver driver = new ApcDriver(line, state, ApcSettings.of(Rig.settings(Map.of())), () -> false);

    @Test
    void aFullPollTakesNoLongerThanItsBytes() throws IOException {
        driver.attach(5);
        line.take();
        long began = line.nanos();

        poll();
        Exchange poll = WireMeter.sum("poll", line.take(), (line.nanos() - began) / 1e6);

        assertEquals(114, poll.bytes());
        assertTrue(poll.ratio() < 1.001, poll.toString());
    }

    @Test
    void noQuestionWaitsForAnything() throws IOException {
        driver.attach(5);
        line.take();

        poll();
        List<Exchange> exchanges = line.take();

        assertTrue(exchanges.stream().allMatch(exchange -> exchange.ratio() < 1.001), exchanges.toString());
    }

    @Test
    void aUsualPollTakesLessThanAThirdOfItsInterval() throws IOException {
        driver.attach(5);
        poll();
        line.take();
        long began = line.nanos();

        poll();
        List<Exchange> exchanges = line.take();

        assertEquals("Q f j B L G P O", String.join(" ", exchanges.stream().map(Exchange::query).toList()));
        assertTrue(line.nanos() - began < 2_000_000_000L / 3, (line.nanos() - began) + " ns");
    }

    private void poll() throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }
}
