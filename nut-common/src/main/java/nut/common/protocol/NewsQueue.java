package nut.common.protocol;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Optional;
import nut.common.protocol.UpsNews.ValueChanged;
import nut.common.protocol.UpsNews.VariableGone;

/**
 * News that wait to be taken, in the order in which they came. Of one variable, and of the state of one UPS, only the newest waits: so it
 * is bounded by what the UPSes have, however long nobody takes any. Owned by one thread.
 */
final class NewsQueue {
    /** No sane server has as many variables. */
    private static final int MOST = 16_384;

    private record About(String ups, String variable) {
    }

    private final LinkedHashMap<About, UpsNews> waiting = new LinkedHashMap<>();

    /** Puts news at the end, in place of older ones about the same. */
    void add(UpsNews news) throws IOException {
        waiting.putLast(about(news), news);
        if (waiting.size() > MOST) {
            throw new IOException("Protocol error: news of more than " + MOST + " variables");
        }
    }

    /** Takes the oldest. */
    Optional<UpsNews> take() {
        return Optional.ofNullable(waiting.pollFirstEntry()).map(entry -> entry.getValue());
    }

    private static About about(UpsNews news) {
        return switch (news) {
            case ValueChanged value -> new About(news.ups(), value.variable());
            case VariableGone gone -> new About(news.ups(), gone.variable());
            default -> new About(news.ups(), "");
        };
    }
}
