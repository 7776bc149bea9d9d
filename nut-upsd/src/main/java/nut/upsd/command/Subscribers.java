package nut.upsd.command;

import java.util.HashMap;
import java.util.Map;
import nut.upsd.driverlink.ServedUps;

/** Who listens to which UPS. A UPS to which nobody listens costs nothing. Owned by the event loop. */
final class Subscribers {
    /** What all clients together may listen to; a subscription counts as many as it names variables, and at least one. */
    static final int MOST_TOGETHER = 32_768;

    private final Map<ServedUps, NewsBoard> boards = new HashMap<>();
    private int weight;

    /** Whether there is room for this much more. */
    boolean admits(int more) {
        return weight + more <= MOST_TOGETHER;
    }

    /** The board of a UPS. One that is made now knows of no change. */
    NewsBoard board(ServedUps ups) {
        return boards.computeIfAbsent(ups, NewsBoard::new);
    }

    void add(Subscription subscription) {
        subscription.board().subscribers().add(subscription);
        weight += subscription.weight();
    }

    void remove(Subscription subscription) {
        NewsBoard board = subscription.board();
        if (board.subscribers().remove(subscription)) {
            weight -= subscription.weight();
            if (board.subscribers().isEmpty()) {
                boards.remove(board.ups(), board);
            }
        }
    }

    /** Something about a UPS may have changed. */
    void look(ServedUps ups) {
        NewsBoard board = boards.get(ups);
        if (board != null) {
            board.look();
        }
    }

    /** A UPS is served no longer. */
    void removed(ServedUps ups) {
        NewsBoard board = boards.remove(ups);
        if (board != null) {
            board.remove();
        }
    }
}
