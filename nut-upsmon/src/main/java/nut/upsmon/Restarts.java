package nut.upsmon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How often what has died is started again: the first time at once, then after 1, 2, 4 and 8 s; the sixth time within ten minutes not
 * at all. What is longer ago than that is forgiven. Times are nanoseconds of a clock that does not go backwards.
 */
final class Restarts {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Deque<Long> past = new ArrayDeque<>();

    /** How long to wait with the next one; empty when there is to be none. */
    Optional<Duration> next(long now) {
        while (!past.isEmpty() && now - past.getFirst() > WITHIN.toNanos()) {
            past.removeFirst();
        }
        if (past.size() == MOST) {
            return Optional.empty();
        }
        past.addLast(now);
        return Optional.of(past.size() == 1 ? Duration.ZERO : Duration.ofSeconds(1L << past.size() - 2));
    }
}
