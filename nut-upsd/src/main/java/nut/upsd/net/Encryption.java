package nut.upsd.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nut.common.tls.ServerTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that speak TLS, kept within bounds: how many there are, how many handshakes are under way and how long they last. When
 * there is no room, the address that takes the most gives way, so that nobody keeps the others out. The costly parts of handshakes run on
 * one thread, which exists only while there are any. Owned by the loop; {@link #done} is the crossing point where that thread hands
 * connections back.
 */
final class Encryption {
    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
    private static final int MOST_HANDSHAKES = 64;
    private static final long HANDSHAKE_NANOS = 10_000_000_000L;

    private final Runnable wakeup;
    private final int mostConnections;
    private final Set<Connection> secured = new LinkedHashSet<>();
    private final Map<Connection, Long> handshakes = new LinkedHashMap<>();
    private final Queue<Connection> done = new ConcurrentLinkedQueue<>();
    private ServerTls tls;
    private TlsBuffers buffers;
    private ThreadPoolExecutor worker;

    /**
     * Nothing is encrypted yet.
     *
     * @param mostConnections how many may be
     * @param wakeup          begins a pass of the loop; for any thread
     */
    Encryption(int mostConnections, Runnable wakeup) {
        this.mostConnections = mostConnections;
        this.wakeup = wakeup;
    }

    /** Encrypts new connections with this; null means that STARTTLS is not on offer. */
    void use(ServerTls newTls) {
        tls = newTls;
    }

    /**
     * A client asks for TLS.
     *
     * @param dismissed gets connections that are to be closed to make room
     */
    Peer.StartTls begin(Connection connection, long now, List<Connection> dismissed) {
        if (connection.isSecured()) {
            return Peer.StartTls.ALREADY;
        }
        if (tls == null) {
            return Peer.StartTls.NOT_CONFIGURED;
        }
        if (secured.size() >= mostConnections) {
            Connection oldest = oldestOfGreediest(secured);
            if (oldest.address().equals(connection.address())) {
                return Peer.StartTls.FULL;
            }
            dismissed.add(oldest);
        }
        if (handshakes.size() >= MOST_HANDSHAKES) {
            dismissed.add(oldestOfGreediest(handshakes.keySet()));
        }
        if (buffers == null) {
            buffers = new TlsBuffers();
        }
        connection.beginTls(new TlsLayer(tls.engine(), buffers));
        secured.add(connection);
        handshakes.put(connection, now);
        return Peer.StartTls.STARTS;
    }

    /** A connection had its turn: sees to the work that it left. */
    void after(Connection connection) {
        TlsLayer layer = connection.tls();
        if (layer == null) {
            return;
        }
        if (layer.isEstablished()) {
            handshakes.remove(connection);
        }
        if (layer.needsTask() && connection.beginTask()) {
            work(connection, layer);
        }
    }

    /** The connections whose work was done since the last pass. */
    List<Connection> handedBack() {
        List<Connection> back = new ArrayList<>();
        for (Connection connection = done.poll(); connection != null; connection = done.poll()) {
            if (secured.contains(connection)) {
                connection.endTask();
                back.add(connection);
            }
        }
        return back;
    }

    /** The connections whose handshake takes too long. */
    List<Connection> overdue(long now) {
        List<Connection> late = new ArrayList<>();
        handshakes.forEach((connection, begun) -> {
            if (now - begun > HANDSHAKE_NANOS) {
                late.add(connection);
            }
        });
        return late;
    }

    /** A connection is closed. */
    void gone(Connection connection) {
        secured.remove(connection);
        handshakes.remove(connection);
    }

    /** Ends the thread. */
    void stop() {
        if (worker != null) {
            worker.shutdownNow();
        }
    }

    private void work(Connection connection, TlsLayer layer) {
        if (worker == null) {
            worker = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2 * MOST_HANDSHAKES),
                task -> new Thread(task, "upsd-tls"));
            worker.allowCoreThreadTimeOut(true);
        }
        try {
            worker.execute(() -> {
                try {
                    if (connection.key().isValid()) {
                        layer.task();
                    }
                } catch (RuntimeException | StackOverflowError fault) {
                    LOG.error("a TLS handshake failed because of a fault of upsd or its runtime", fault);
                } finally {
                    done.add(connection);
                    wakeup.run();
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.debug("too many handshakes", full);
        }
    }

    private static Connection oldestOfGreediest(Collection<Connection> connections) {
        Map<String, Integer> counts = new HashMap<>();
        connections.forEach(connection -> counts.merge(connection.address(), 1, Integer::sum));
        return connections.stream().max(Comparator.comparingInt(connection -> counts.get(connection.address()))).orElseThrow();
    }
}
