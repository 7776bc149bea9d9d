package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final Retries retries = new Retries();

    @Test
    void theyComeSoonAtFirstAndNeverFurtherApartThanThePolls() {
        assertEquals(List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L), millis(8, 5000));
    }

    @Test
    void anAnswerLetsThemBeginAnew() {
        millis(7, 5000);
        retries.answered();

        assertEquals(List.of(100L, 200L), millis(2, 5000));
    }

    @Test
    void aShorterPollFreqHoldsAtOnce() {
        millis(5, 5000);

        assertEquals(List.of(1000L, 1000L), millis(2, 1000));
    }

    @Test
    void thoseThatComeBeforeThePollIsDueAreEarly() {
        boolean atFirst = retries.isEarly();
        millis(1, 5000);
        boolean afterOne = retries.isEarly();
        millis(6, 5000);
        boolean afterMany = retries.isEarly();

        assertEquals(List.of(false, true, false), List.of(atFirst, afterOne, afterMany));
    }

    private List<Long> millis(int failures, long interval) {
        return Stream.generate(() -> retries.afterFailure(Duration.ofMillis(interval)).toMillis()).limit(failures).toList();
    }
}
