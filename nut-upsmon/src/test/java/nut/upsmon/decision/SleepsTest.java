package nut.upsmon.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SleepsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void onlyTheClockThatGoesOnDuringASleepShowsIt() {
        Sleeps sleeps = new Sleeps(50 * SECOND, 7 * SECOND);

        boolean awake = sleeps.hasSlept(3650 * SECOND, 3607 * SECOND);
        boolean slept = sleeps.hasSlept(3700 * SECOND, 3608 * SECOND);
        boolean again = sleeps.hasSlept(3701 * SECOND, 3609 * SECOND);

        assertEquals(List.of(false, true, false), List.of(awake, slept, again));
    }
}
