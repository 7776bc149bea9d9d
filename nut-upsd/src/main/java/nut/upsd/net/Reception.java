package nut.upsd.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening sockets, and whether there is room behind them. While there is none, clients wait with the system; that is said once a
 * minute at most. Owned by the event loop.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long FULL_SAID_AGAIN_NANOS = 60_000_000_000L;

    private final Selector selector;
    private final List<Listener> listeners;
    private final IntSupplier otherConnections;
    private int mostConnections;
    private boolean accepting = true;
    private boolean fullSaid;
    private long fullSaidNanos;

    /**
     * Accepts from now on.
     *
     * @param mostConnections  MAXCONN: clients, listening sockets and UPSes together
     * @param otherConnections how many there are beside the listening sockets
     */
    Reception(Selector selector, List<Listener> listeners, int mostConnections, IntSupplier otherConnections) throws IOException {
        this.selector = selector;
        this.listeners = List.copyOf(listeners);
        this.mostConnections = mostConnections;
        this.otherConnections = otherConnections;
        for (Listener listener : this.listeners) {
            listener.channel().register(selector, SelectionKey.OP_ACCEPT, listener);
        }
    }

    List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** MAXCONN was read again. */
    void mostConnections(int most) {
        mostConnections = most;
    }

    /** The next client of a listening socket, or null: then nobody waits there, or nobody is accepted for now. */
    SocketChannel next(Listener listener, long now) {
        if (isFull()) {
            stopAccepting("all " + mostConnections + " connections that MAXCONN allows are in use", now);
            return null;
        }
        try {
            return listener.channel().accept();
        } catch (IOException e) {
            stopAccepting(e.getMessage(), now);
            return null;
        }
    }

    /** Prepares an accepted client's socket, and has the selector wait for its requests; null, and closed, where it may not be served. */
    SelectionKey admit(Listener listener, SocketChannel channel) throws IOException {
        InetAddress local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        if (!listener.admits(local)) {
            channel.close();
            return null;
        }
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, SelectionKey.OP_READ);
    }

    /** A client has left, or time has passed. */
    void acceptAgain() {
        if (!accepting && !isFull()) {
            accepting = true;
            interest(SelectionKey.OP_ACCEPT);
        }
    }

    void close() throws IOException {
        for (Listener listener : listeners) {
            listener.channel().close();
        }
    }

    /** Closes a connection, whatever comes of it. */
    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection failed", e);
        }
    }

    private boolean isFull() {
        return listeners.size() + otherConnections.getAsInt() >= mostConnections;
    }

    private void stopAccepting(String reason, long now) {
        accepting = false;
        interest(0);
        if (!fullSaid || now - fullSaidNanos > FULL_SAID_AGAIN_NANOS) {
            fullSaid = true;
            fullSaidNanos = now;
            LOG.warn("no new connections for now: {}", reason);
        }
    }

    private void interest(int operations) {
        for (Listener listener : listeners) {
            listener.channel().keyFor(selector).interestOps(operations);
        }
    }
}
