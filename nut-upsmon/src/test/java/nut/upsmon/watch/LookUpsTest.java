package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hosts that could not be looked up are looked up again each 5 minutes, when nothing speaks against it. */
class LookUpsTest {
    private static final long START = Long.MAX_VALUE - 1000;
    private static final long ALMOST = Duration.ofMinutes(5).toNanos() - 1;

    @Test
    void theyAreDueEach5Minutes() {
        LookUps lookUps = new LookUps(true, START);
        int due = 0;
        for (long second = 0; second < 3600; second++) {
            due += lookUps.areDue(START + second * 1_000_000_000L, true) ? 1 : 0;
        }

        assertEquals(11, due, "in an hour less its last second");
    }

    @Test
    void notAMomentEarlier() {
        LookUps lookUps = new LookUps(true, START);

        assertFalse(lookUps.areDue(START + ALMOST, true));
        assertTrue(lookUps.areDue(START + ALMOST + 1, true));
        assertFalse(lookUps.areDue(START + ALMOST + 2, true));
    }

    @Test
    void aUpsOnBatteryPutsThemOff() {
        LookUps lookUps = new LookUps(true, START);

        assertFalse(lookUps.areDue(START + 2 * ALMOST, false));
        assertTrue(lookUps.areDue(START + 2 * ALMOST + 1, true));
    }

    @Test
    void whereAllHostsAreKnownTheyAreNever() {
        assertFalse(new LookUps(false, START).areDue(START + 100 * ALMOST, true));
    }
}
