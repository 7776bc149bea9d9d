package nut.jail.assemble;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorMultiplesTest {
    private final GeneratorMultiples multiples = new GeneratorMultiples();

    @Test
    void theyAreWhatTheJdkHasForTheirFactors() {
        List<ECPoint> points = multiples.points();

        assertEquals(60, points.size());
        assertDoesNotThrow(() -> multiples.check(points));
    }

    /** The first is the generator, SEC 2, 2.4.2. */
    @Test
    void theFirstIsTheGeneratorItself() {
        assertEquals(new BigInteger("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296", 16),
            multiples.points().getFirst().getAffineX());
    }

    @Test
    void twoThatChangedPlacesAreNoticed() {
        List<ECPoint> points = new ArrayList<>(multiples.points());
        Collections.swap(points, 16, 59);

        assertThrows(IOException.class, () -> multiples.check(points));
    }

    @Test
    void oneThatIsNotOnTheCurveIsNoticed() {
        List<ECPoint> points = new ArrayList<>(multiples.points());
        points.set(30, new ECPoint(points.get(30).getAffineX(), points.get(31).getAffineY()));

        assertThrows(IOException.class, () -> multiples.check(points));
    }
}
