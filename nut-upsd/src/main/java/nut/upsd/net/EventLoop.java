package nut.upsd.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import nut.common.tls.ServerTls;
import nut.upsd.answer.Output;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns all connections, one thread at a time. Its own thread makes the passes; one that brings news while that sleeps may make one in its
 * place ({@link #pass}). Whoever is at work holds the lock {@code turn}; what is said to be owned by the loop, or to be for its thread, is
 * so for who holds it. A pass waits for sockets, for a wake-up, or for a second; tells the attendant; then gives each
 * connection that has something a turn. A turn reads once and writes once, and ends when {@value #TURN_BYTES} bytes of answers are
 * together, so that no client holds up the others. Who sends a request or two has his turn as soon as he is found ready. Who sends much, or
 * has not read all of his last answers, waits in a queue, which is served for a limited time in each pass.
 */
public final class EventLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int READ_BYTES = 4 * 1024;
    private static final int TURN_BYTES = 16 * 1024;
    /** The turn of who turns out to send much, before it is known for that and waits for its turns. */
    private static final int SHORT_TURN_BYTES = 4 * 1024;
    /** How long those who wait have their turns before the others are looked after again. */
    private static final long TURNS_NANOS = 2_000_000;
    private static final int ACCEPTS_A_TURN = 64;
    private static final long PASS_MILLIS = 1000;
    /** NUT sheds a client that has sent no request for a minute. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    private final Selector selector;
    private final Reception reception;
    private final Attendant attendant;
    private final LongSupplier bootNanos;
    private final ProvokedLog provoked = new ProvokedLog(LOG);

    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();
    private final HeldMemory memory;
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES);
    private final Output output = new Output();
    private final Batch batch = new Batch();
    private final ReentrantLock turn = new ReentrantLock();
    private final KnownLines knownLines = new KnownLines();
    private final Encryption encryption;
    private final Turn wholeTurn = this::turn;
    private final Turn firstHalf = this::readAndPrepare;
    private final Turn secondHalf = this::send;
    private long now;
    private long lastSweep;
    private boolean turnsWait;
    private boolean selectorTold;
    private volatile Throwable fault;
    private volatile boolean stopping;

    /**
     * A loop that is ready to run.
     *
     * @param listeners       the sockets it accepts on; it closes them at the end
     * @param mostConnections MAXCONN: clients, listening sockets and UPSes together
     * @param bootNanos       the clock
     */
    public EventLoop(List<Listener> listeners, Attendant attendant, int mostConnections, LongSupplier bootNanos) throws IOException {
        this(listeners, attendant, mostConnections, Limits.ofHeap(Runtime.getRuntime().maxMemory()), bootNanos);
    }

    /** The same with other limits than those that the heap sets. */
    public EventLoop(List<Listener> listeners, Attendant attendant, int mostConnections, Limits limits, LongSupplier bootNanos)
        throws IOException {
        this.memory = new HeldMemory(limits.heldBytes());
        this.encryption = new Encryption(limits.tlsConnections(), this::wakeup);
        this.selector = Selector.open();
        this.reception = new Reception(selector, listeners, mostConnections, () -> connections.size() + attendant.otherConnections());
        this.attendant = attendant;
        this.bootNanos = bootNanos;
        this.now = bootNanos.getAsLong();
        this.lastSweep = now;
    }

    /** Where clients can connect. */
    public List<InetSocketAddress> addresses() {
        return reception.addresses();
    }

    /** MAXCONN was read again; clients that are beyond it stay. For who has the loop's turn. */
    public void mostConnections(int most) {
        reception.mostConnections(most);
    }

    /**
     * Offers TLS to clients that ask for it from now on; null takes the offer back. Connections that speak TLS go on with what they have.
     * For who has the loop's turn, or before it runs.
     */
    public void offerTls(ServerTls tls) {
        encryption.use(tls);
    }

    /** Begins a pass soon. For any thread. */
    public void wakeup() {
        selector.wakeup();
    }

    /**
     * A pass on the caller's thread, if the loop sleeps: what another thread brings is on its way without another thread having to wake up.
     * If the loop is at work, it begins another pass soon. For any thread.
     *
     * @throws InternalError when memory that the caller has mapped is gone, which a JVM may say late; that is no fault of the pass
     */
    public void pass() {
        if (stopping || turn.isHeldByCurrentThread() || !turn.tryLock()) {
            selector.wakeup();
            return;
        }
        boolean loopIsNeeded = true;
        try {
            selectorTold = false;
            beginPass();
            takeTurns();
            loopIsNeeded = selectorTold || !waiting.isEmpty();
        } catch (InternalError ofCaller) {
            throw ofCaller;
        } catch (RuntimeException | Error ofOurs) {
            fault = ofOurs;
        } finally {
            turn.unlock();
            if (loopIsNeeded) {
                selector.wakeup();
            }
        }
    }

    /** Makes {@link #run} close everything and return. For any thread. */
    public void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                onePass();
                if (fault != null) {
                    throw new IllegalStateException("a pass failed", fault);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the selector failed", e);
        } finally {
            closeAll();
        }
    }

    private void onePass() throws IOException {
        try {
            if (turnsWait) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, PASS_MILLIS);
            }
            awake();
            batch.empty(this::deliver);
            encryption.handedBack().forEach(this::giveTurn);
            takeTurns();
            if (now - lastSweep >= PASS_MILLIS * 1_000_000) {
                lastSweep = now;
                sweep();
            }
            turnsWait = !waiting.isEmpty();
        } finally {
            if (turn.isHeldByCurrentThread()) {
                turn.unlock();
            }
        }
    }

    private void takeTurns() {
        long begin = System.nanoTime();
        for (int turns = waiting.size(); turns > 0 && System.nanoTime() - begin < TURNS_NANOS; turns--) {
            Connection connection = waiting.remove();
            connection.unqueue();
            if (connection.key().isValid() && connection.mayGoOn()) {
                end(connection, guarded(connection, wholeTurn));
            }
        }
    }

    /** The loop sleeps in the selector, so its pass begins with the first that is ready, or when nobody was. */
    private void awake() {
        if (!turn.isHeldByCurrentThread()) {
            turn.lock();
            beginPass();
        }
    }

    private void beginPass() {
        now = bootNanos.getAsLong();
        provoked.now(now);
        attendant.pass(now);
    }

    private void ready(SelectionKey key) {
        awake();
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Listener listener) {
            accept(listener);
        } else if (key.attachment() instanceof Connection connection) {
            if (key.isWritable() || connection.sendsMuch()) {
                connection.putOff();
                giveTurn(connection);
            } else if (guarded(connection, firstHalf)) {
                batch.add(connection);
                if (batch.isFull()) {
                    batch.empty(this::deliver);
                }
            }
        }
    }

    private boolean readAndPrepare(Connection connection) throws IOException {
        boolean goesOn = connection.read(input.clear().limit(Connection.MUCH_BYTES + 1));
        if (goesOn) {
            connection.prepare(input, batch.output(), connection.sendsMuch() ? SHORT_TURN_BYTES : TURN_BYTES, now);
        }
        return goesOn;
    }

    /** Sends what was prepared, unless the connection had to make room meanwhile. */
    private void deliver(Connection connection) {
        if (connection.key().isValid()) {
            end(connection, guarded(connection, secondHalf));
        }
    }

    private boolean send(Connection connection) throws IOException {
        return connection.deliver(batch.output());
    }

    private boolean turn(Connection connection) throws IOException {
        if (!connection.isPutOff()) {
            return turn(connection, connection.takeUnread());
        }
        return connection.hasRest() ? connection.sendRest() : connection.read(input.clear()) && turn(connection, input);
    }

    private boolean turn(Connection connection, ByteBuffer unread) throws IOException {
        output.clear();
        connection.prepare(unread, output, TURN_BYTES, now);
        return connection.deliver(output);
    }

    /** Part of a connection's work: whether the connection goes on. */
    private interface Turn {
        boolean take(Connection connection) throws IOException;
    }

    /** Whether the connection goes on; if not, it is closed. */
    private boolean guarded(Connection connection, Turn work) {
        boolean goesOn = false;
        try {
            goesOn = work.take(connection);
        } catch (TlsFault e) {
            provoked.notice("TLS with {} failed: {}", connection.address(), e.getMessage());
        } catch (IOException e) {
            LOG.debug("a connection broke", e);
        } catch (RuntimeException e) {
            provoked.notice("a request could not be answered because of a fault of upsd; its connection is closed", e);
        }
        if (!goesOn) {
            close(connection);
        }
        return goesOn;
    }

    /** A connection's turn is over. */
    private void end(Connection connection, boolean goesOn) {
        if (!goesOn) {
            return;
        }
        selectorTold |= connection.hasToldSelector();
        encryption.after(connection);
        giveTurn(connection);
        memory.count(connection);
        if (memory.isTooMuch()) {
            relieve();
        }
    }

    private void relieve() {
        provoked.notice("clients leave too many answers unread and requests unfinished; those that keep most memory busy are sent away");
        List.copyOf(memory.heaviest(connections)).forEach(this::close);
    }

    Peer.StartTls startTls(Connection connection) {
        List<Connection> dismissed = new ArrayList<>();
        Peer.StartTls answer = encryption.begin(connection, now, dismissed);
        if (!dismissed.isEmpty() || answer == Peer.StartTls.FULL) {
            provoked.notice("too many connections with TLS; {} has to give way",
                dismissed.isEmpty() ? connection.address() : dismissed.getFirst().address());
        }
        dismissed.forEach(this::close);
        return answer;
    }

    void giveTurn(Connection connection) {
        if (connection.mayGoOn() && connection.queue()) {
            waiting.add(connection);
        }
    }

    private void accept(Listener listener) {
        for (int i = 0; i < ACCEPTS_A_TURN; i++) {
            SocketChannel channel = reception.next(listener, now);
            if (channel == null) {
                return;
            }
            try {
                admit(listener, channel);
            } catch (IOException e) {
                LOG.debug("a client left while it was accepted", e);
                Reception.close(channel);
            }
        }
    }

    private void admit(Listener listener, SocketChannel channel) throws IOException {
        SelectionKey key = reception.admit(listener, channel);
        if (key != null) {
            String address = AddressText.of(((InetSocketAddress) channel.getRemoteAddress()).getAddress());
            Connection connection = new Connection(channel, key, address, knownLines, now);
            key.attach(connection);
            connections.add(connection);
            connection.open(attendant.connected(new FarEnd(this, connection)));
            LOG.debug("Connect from {}", address);
        }
    }

    /** Once a second: sheds clients that have been silent, or deaf, too long or dawdle over their handshake, and accepts again. */
    private void sweep() {
        List<Connection> idle = new ArrayList<>();
        for (Connection connection : connections) {
            if (connection.silentNanos(now) > IDLE_NANOS) {
                idle.add(connection);
            }
        }
        for (Connection late : encryption.overdue(now)) {
            provoked.notice("TLS with {} failed: the handshake takes too long", late.address());
            idle.add(late);
        }
        idle.forEach(this::close);
        reception.acceptAgain();
    }

    void close(Connection connection) {
        if (connections.remove(connection)) {
            connection.farewell();
            encryption.gone(connection);
            memory.forget(connection);
            // The selector keeps the key up to its next pass, and with it all that the connection keeps.
            connection.key().attach(null);
            connection.release();
            Reception.close((SocketChannel) connection.key().channel());
            connection.dialogue().closed();
            selectorTold = true;
            if (!stopping) {
                reception.acceptAgain();
            }
        }
    }

    private void closeAll() {
        turn.lock();
        try {
            for (Connection connection : List.copyOf(connections)) {
                close(connection);
            }
            encryption.stop();
            reception.close();
            selector.close();
        } catch (IOException | ClosedSelectorException e) {
            LOG.debug("closing the sockets failed", e);
        } finally {
            turn.unlock();
        }
    }
}
