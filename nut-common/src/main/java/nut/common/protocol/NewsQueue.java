package nut.common.protocol;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * News that wait to be taken, in the order in which they came. Of one variable, and of the state of one UPS, only the newest waits: so it
 * is bounded by what the UPSes have, however long nobody takes any. Owned by one thread.
 */
final class NewsQueue {
    /** No sane server has as many variables. */
    private static final int MOST = 16_384;

    /** By UPS and variable. Lists and not records: what a record compares by, the JVM makes only when it is asked for. */
    private final LinkedHashMap<List<String>, UpsNews> waiting = new LinkedHashMap<>();

    /** Puts news at the end, in place of older ones about the same. */
    void add(UpsNews news) throws IOException {
        waiting.putLast(List.of(news.ups(), news.variable()), news);
        if (waiting.size() > MOST) {
            throw new IOException("Protocol error: news of more than " + MOST + " variables");
        }
    }

    /** Takes the oldest. */
    Optional<UpsNews> take() {
        return Optional.ofNullable(waiting.pollFirstEntry()).map(entry -> entry.getValue());
    }
}
