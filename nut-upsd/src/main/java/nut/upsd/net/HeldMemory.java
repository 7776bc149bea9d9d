package nut.upsd.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The memory that all clients together make upsd keep: answers that they do not read, requests that they do not finish, input whose turn
 * has not come. Each client's part is bounded, but a thousand such parts are more than the heap has. Owned by the event loop.
 */
final class HeldMemory {
    private final long most;
    private long held;

    /**
     * Nothing held yet.
     *
     * @param mostBytes how much it may be
     */
    HeldMemory(long mostBytes) {
        this.most = mostBytes;
    }

    /** A connection has done something. */
    void count(Connection connection) {
        held += connection.heldMore();
    }

    /** A connection is gone. */
    void forget(Connection connection) {
        held -= connection.heldBytes();
    }

    /** Whether it is more than it may be. */
    boolean isTooMuch() {
        return held > most;
    }

    /** Those that hold most, as many as must go so that three quarters of the limit suffice for the others. */
    List<Connection> heaviest(Collection<Connection> connections) {
        List<Connection> all = new ArrayList<>(connections);
        all.sort(Comparator.comparingInt(Connection::heldBytes).reversed());
        long left = held;
        int count = 0;
        while (count < all.size() && left > most / 4 * 3) {
            left -= all.get(count++).heldBytes();
        }
        return all.subList(0, count);
    }
}
