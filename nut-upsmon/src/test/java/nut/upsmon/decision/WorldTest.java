package nut.upsmon.decision;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laws of a shutdown, held against random histories of a primary and its secondaries. A history that breaks one is printed without
 * the steps that it does not need; as a test of its own it then belongs below.
 */
class WorldTest {
    private static final int HISTORIES = 5_000;

    @TempDir
    private Path directory;

    @Test
    void aPrimaryThatWasHeldUpAsksAnewBeforeItGoes() {
        broken("one UPS OBLBDURATION 3 ALARMCRITICAL 0", List.of(new Step(7_700, Step.What.CAL, 0, 24_828),
            new Step(17_200, Step.What.DRIVER_DOWN, 0, 17_246), new Step(18_400, Step.What.STALLED, 2, 16_400),
            new Step(26_500, Step.What.UPSD_DOWN, 0, 1_629), new Step(31_800, Step.What.STALLED, 0, 10_373)));
    }

    @Test
    void aUpsdThatWasRestartedWithoutDataIsNotBelievedThatNobodyIsLeft() {
        broken("one UPS FINALDELAY 0", List.of(new Step(1_600, Step.What.MAINS_OUT, 0, 16_922),
            new Step(15_400, Step.What.DRIVER_DOWN, 0, 19_954), new Step(27_100, Step.What.UPSD_DOWN, 0, 1_017)));
    }

    @Test
    void anOffBeforeAStallDoesNotGrowOlderInIt() {
        broken("two of one machine POLLFREQALERT 1 FINALDELAY 2",
            List.of(new Step(2_000, Step.What.OFF, 1, 23_684), new Step(25_300, Step.What.STALLED, 2, 20_792)));
    }

    private void broken(String shape, List<Step> steps) {
        Shape known = Shape.all(directory).stream().filter(one -> one.name().strip().equals(shape)).findFirst().orElseThrow();

        String law = World.brokenBy(new History(known, steps));

        assertNull(law, law);
    }

    @Test
    void noHistoryBreaksALaw() {
        List<Shape> shapes = Shape.all(directory);
        for (int seed = 0; seed < HISTORIES; seed++) {
            History history = History.random(seed, shapes);
            if (World.brokenBy(history) != null) {
                History smallest = history.shrunk(candidate -> World.brokenBy(candidate) != null);
                fail("seed " + seed + ", " + World.brokenBy(smallest) + ", in the world with " + smallest);
            }
        }
    }
}
