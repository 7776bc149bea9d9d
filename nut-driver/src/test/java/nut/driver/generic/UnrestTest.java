package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnrestTest {
    private static final long SECOND = 1_000_000_000L;

    private final SaidLines said = new SaidLines();
    private long now;
    private final Unrest unrest = new Unrest(said.log, () -> now);

    @Test
    void aPowerFailureIsNoUnrest() {
        for (int edges = 1; edges <= 6; edges++) {
            assertFalse(unrest.isOn(edges));
        }
        assertEquals(List.of(), said.lines);
    }

    @Test
    void manyChangesAreSaidOnceAndTheirEndIsSaid() {
        for (int edges = 1; edges <= 5000; edges++) {
            unrest.isOn(edges);
            now += SECOND / 10;
        }
        boolean during = unrest.isOn(5000);
        now += 80 * SECOND;
        boolean after = unrest.isOn(5000);

        assertTrue(during);
        assertFalse(after);
        assertEquals(2, said.lines.size(), said.lines.toString());
        assertTrue(said.lines.getFirst().startsWith("The lines change all the time (see plug and cable): 10 changes"),
            said.lines.toString());
        assertTrue(said.lines.getLast().contains("over after "), said.lines.toString());
    }

    @Test
    void anEmptyBucketDoesNotSaveUpForLater() {
        now += 3600 * SECOND;
        unrest.isOn(0);

        for (int edges = 1; edges < 10; edges++) {
            assertFalse(unrest.isOn(edges));
        }
        assertTrue(unrest.isOn(10));
    }
}
