package nut.driver.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the moment in which the last bit of an alert byte is on the wire (the simulator's log) to the moment in which upsd's end of the
 * region has the new status in hand. The polls go on meanwhile, so most alerts fall between or into answers.
 */
@Timeout(120)
class AlertLatencyTest {
    private static final int ROUNDS = 40;
    private static final int WARM_UP_ROUNDS = 5;
    private static final double MILLI = 1e6;

    @TempDir
    private Path folder;

    @Test
    void anAlertIsPublishedMillisecondsAfterItsLastBit() throws IOException {
        List<Double> millis = new ArrayList<>();
        try (Rehearsal rehearsal = new Rehearsal(folder, 1)) {
            rehearsal.awaitStatus("OL");
            for (int round = 0; round < ROUNDS; round++) {
                rehearsal.ups.control("mains off");
                rehearsal.awaitStatus("OB");
                long sent = rehearsal.lastInLog(line -> line.endsWith("TX      21 !"));
                millis.add((rehearsal.firstSight("OB", sent) - sent) / MILLI);
                rehearsal.ups.control("mains on");
                rehearsal.awaitStatus("OL");
            }
        }

        millis.subList(0, WARM_UP_ROUNDS).clear();
        millis.sort(null);
        double median = millis.get(millis.size() / 2);
        double worst = millis.getLast();
        System.out.println("alert byte to upsd: median " + median + " ms, worst of " + millis.size() + " " + worst + " ms");
        assertTrue(median < 5, "median " + median + " ms");
        assertTrue(worst < 250, "worst " + worst + " ms");
    }
}
