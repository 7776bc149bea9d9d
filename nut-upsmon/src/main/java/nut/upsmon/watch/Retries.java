package nut.upsmon.watch;

import java.time.Duration;

/**
 * When to try a upsd again that could not be reached. One that is just being started is there in a moment, so the first tries come soon;
 * each next one waits twice as long, until they are as far apart as the polls. Owned by one thread.
 */
final class Retries {
    private static final Duration FIRST = Duration.ofMillis(100);

    private Duration next = FIRST;
    private boolean early;

    /**
     * How long to wait after a failure.
     *
     * @param interval between two polls; never longer than that
     */
    Duration afterFailure(Duration interval) {
        Duration wait = next.compareTo(interval) < 0 ? next : interval;
        next = wait.multipliedBy(2);
        early = wait.compareTo(interval) < 0;
        return wait;
    }

    /** Whether the try that is now due, or was just made, comes before the next poll would have. */
    boolean isEarly() {
        return early;
    }

    /** It was reached, and has answered. */
    void answered() {
        next = FIRST;
        early = false;
    }
}
