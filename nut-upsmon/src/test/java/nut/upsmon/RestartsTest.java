package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private final Restarts restarts = new Restarts();

    @Test
    void thePausesGrowAndTheSixthIsRefused() {
        List<Long> seconds = LongStream.range(0, 5).mapToObj(i -> restarts.next(Duration.ofSeconds(i).toNanos()).orElseThrow().toSeconds())
            .toList();

        assertEquals(List.of(0L, 1L, 2L, 4L, 8L), seconds);
        assertEquals(Optional.empty(), restarts.next(Duration.ofSeconds(6).toNanos()));
    }

    @Test
    void whatIsLongAgoIsForgiven() {
        for (int i = 0; i < Restarts.MOST; i++) {
            restarts.next(0);
        }

        assertEquals(Optional.empty(), restarts.next(Restarts.WITHIN.toNanos()));
        assertEquals(Optional.of(Duration.ZERO), restarts.next(Restarts.WITHIN.toNanos() + 1));
    }
}
