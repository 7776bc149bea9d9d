package nut.upsd.net;

import java.util.function.Consumer;
import nut.upsd.answer.Output;

/**
 * Answers of several connections that are made one after the other, and then sent one after the other. The system's way in and its way out
 * are each more code than the processor's first cache holds; taken in turn for each client, they cost a tenth of a processor's time more.
 * Owned by the event loop.
 */
final class Batch {
    private static final int MOST_CONNECTIONS = 32;
    private static final int MOST_BYTES = 16 * 1024;

    private final Output output = new Output();
    private final Connection[] connections = new Connection[MOST_CONNECTIONS];
    private int count;

    /** Where the next connection's answers are made. */
    Output output() {
        return output;
    }

    /** A connection's answers are made, and are to be sent. */
    void add(Connection connection) {
        connections[count++] = connection;
    }

    /** Whether it is time to send: the first answers shall not wait long for the last. */
    boolean isFull() {
        return count == MOST_CONNECTIONS || output.length() >= MOST_BYTES;
    }

    /** Hands over each connection whose answers are to be sent, and is empty. */
    void empty(Consumer<Connection> send) {
        for (int i = 0; i < count; i++) {
            Connection connection = connections[i];
            connections[i] = null;
            send.accept(connection);
        }
        count = 0;
        output.clear();
    }
}
