package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import nut.driver.line.InputLine;
import org.junit.jupiter.api.Test;

class LineWatchTest {
    private static final Set<InputLine> CTS = Set.of(InputLine.CTS);
    private static final Set<InputLine> NONE = Set.of();

    private final LineWatch watch = new LineWatch(Set.of(InputLine.CTS, InputLine.DCD));
    private long now;

    @Test
    void nothingIsKnownUntilAllLinesHaveHeldStillFor400Milliseconds() {
        Sighting first = look(CTS, 0);
        look(CTS, 200);
        Sighting tooEarly = look(CTS, 199);
        Sighting held = look(CTS, 1);

        assertEquals(Optional.empty(), first.levels());
        assertEquals(Optional.empty(), tooEarly.levels());
        assertEquals(Optional.of(CTS), held.levels());
        assertTrue(held.isCalm());
    }

    @Test
    void aChangeCountsAfter150Milliseconds() {
        settle(CTS);

        assertEquals(Optional.of(CTS), look(NONE, 50).levels());
        assertEquals(Optional.of(CTS), look(NONE, 50).levels());
        assertEquals(Optional.of(CTS), look(NONE, 50).levels());
        assertEquals(Optional.of(NONE), look(NONE, 50).levels());
    }

    @Test
    void aShortDipDoesNotCountButIsCounted() {
        settle(CTS);

        Sighting dip = look(NONE, 50);
        Sighting back = look(CTS, 50);
        look(CTS, 100);
        Sighting after = look(CTS, 100);

        assertEquals(Optional.of(CTS), dip.levels());
        assertEquals(Set.of(InputLine.CTS), dip.restless());
        assertFalse(back.isCalm());
        assertTrue(after.isCalm());
        assertEquals(Optional.of(CTS), after.levels());
        assertEquals(2, after.edges());
    }

    @Test
    void twoLooksFarApartAreNotEnough() {
        settle(CTS);

        look(NONE, 50);
        Sighting second = look(NONE, 5000);
        Sighting third = look(NONE, 50);

        assertEquals(Optional.of(CTS), second.levels());
        assertEquals(Optional.of(NONE), third.levels());
    }

    @Test
    void aLineThatBouncesKeepsItsLevelAndDoesNotHideTheOthers() {
        settle(CTS);
        long began = now + 50_000_000;

        Sighting seen = Sighting.nothing(now);
        for (int i = 0; i < 100; i++) {
            seen = look(i % 2 == 0 ? Set.of(InputLine.DCD) : Set.of(InputLine.DCD, InputLine.CTS), 50);
        }

        assertEquals(Optional.of(Set.of(InputLine.CTS, InputLine.DCD)), seen.levels());
        assertEquals(Set.of(InputLine.CTS), seen.restless());
        assertEquals(began, seen.restlessSince());
        assertEquals(101, seen.edges());
    }

    @Test
    void aLineThatMeansNothingIsNotLookedAt() {
        settle(CTS);

        Sighting seen = look(Set.of(InputLine.CTS, InputLine.RNG), 50);

        assertTrue(seen.isCalm());
        assertEquals(0, seen.edges());
    }

    private void settle(Set<InputLine> raised) {
        for (int i = 0; i < 9; i++) {
            look(raised, 50);
        }
    }

    private Sighting look(Set<InputLine> raised, long millisLater) {
        now += millisLater * 1_000_000;
        return watch.look(raised, now);
    }
}
