package nut.upsd.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import nut.upsd.answer.Output;

/**
 * One client. What it can make upsd keep is bounded: a request within the reader's limits, the rest of one turn's output when it does not
 * read, and the rest of one turn's input. While output waits nothing is read from it, so a client that does not read its answers gets no
 * further ones. After STARTTLS a {@link TlsLayer} lies between the socket and the dialogue; what the client sent behind its STARTTLS is
 * taken for TLS, never for a request.
 */
final class Connection {
    /** A monitor's requests are shorter, also a dozen at once. */
    static final int MUCH_BYTES = 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final String address;
    private RequestReader reader;
    private Dialogue dialogue;
    private ByteBuffer unsent;
    private ByteBuffer unread;
    private long lastHeardNanos;
    private int leftBefore;
    private boolean probing;
    private int heldCounted;
    private boolean sendsMuch;
    private boolean putOff;
    private boolean queued;
    private boolean turnAsked;
    private TlsLayer tls;
    private boolean tlsBegins;
    private boolean taskBegun;
    private int preparedFrom;
    private int preparedTo;
    private boolean selectorTold;

    Connection(SocketChannel channel, SelectionKey key, String address, KnownLines known, long nowNanos) {
        this.reader = new RequestReader(known);
        this.channel = channel;
        this.key = key;
        this.address = address;
        this.lastHeardNanos = nowNanos;
    }

    void open(Dialogue with) {
        dialogue = with;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    SelectionKey key() {
        return key;
    }

    String address() {
        return address;
    }

    /** Speaks TLS after this turn. */
    void beginTls(TlsLayer layer) {
        tls = layer;
        tlsBegins = true;
    }

    /** Whether TLS was asked for. */
    boolean isSecured() {
        return tls != null;
    }

    /** Its TLS, or null. */
    TlsLayer tls() {
        return tls;
    }

    /** Says once that the work of a handshake is given to another thread. */
    boolean beginTask() {
        boolean first = !taskBegun;
        taskBegun = true;
        return first;
    }

    /** The work is done. */
    void endTask() {
        taskBegun = false;
        tls.taskDone();
    }

    /**
     * For how long nothing has come from the client: no whole request, and from one that listens to news no sign that it reads them. To be
     * called once a second.
     */
    long silentNanos(long nowNanos) {
        int left = unsent == null ? 0 : unsent.remaining();
        if (dialogue.listens() && (left == 0 || left != leftBefore)) {
            lastHeardNanos = nowNanos;
        }
        leftBefore = left;
        return nowNanos - lastHeardNanos;
    }

    /** Its dialogue has something to say. */
    void askTurn() {
        turnAsked = true;
    }

    /** Whether there is something to do, be it with input that the last turn left, and nothing hinders doing it. */
    boolean mayGoOn() {
        if (unsent != null) {
            return putOff;
        }
        if (tls == null) {
            return turnAsked || (unread != null || putOff) && !dialogue.waits();
        }
        return !tls.needsTask() && (turnAsked && tls.isEstablished() || (tls.hasMore() || putOff) && !dialogue.waits());
    }

    /** Says once that this connection waits for its next turn. */
    boolean queue() {
        boolean first = !queued;
        queued = true;
        return first;
    }

    void unqueue() {
        queued = false;
    }

    /**
     * Reads what has come.
     *
     * @param into as much as is to be read at most
     * @return false at the end of the stream
     */
    boolean read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        into.flip();
        putOff = false;
        sendsMuch = count > MUCH_BYTES;
        return count >= 0;
    }

    /** Whether it sent much when it was last read. */
    boolean sendsMuch() {
        return sendsMuch;
    }

    /** Leaves what has come, and what it has not read, as it is until its next turn. */
    void putOff() {
        putOff = true;
        interest(0);
    }

    /** Whether its turn begins with the socket: with {@link #sendRest} if it {@link #hasRest}, else with {@link #read}. */
    boolean isPutOff() {
        return putOff;
    }

    /** Whether it has not taken all of its last answers. */
    boolean hasRest() {
        return unsent != null;
    }

    /** How many more bytes of memory the client makes upsd keep than at the last call. */
    int heldMore() {
        int before = heldCounted;
        heldCounted = (reader == null ? 0 : reader.heldBytes()) + (unread == null ? 0 : unread.capacity())
            + (unsent == null ? 0 : unsent.capacity()) + (tls == null ? 0 : tls.heldBytes());
        return heldCounted - before;
    }

    /**
     * The connection is closed: gives back what the client made it keep. The loop may still have it in its queue, and a flood that is sent
     * away puts thousands there.
     */
    void release() {
        reader = null;
        unread = null;
        unsent = null;
        if (tls != null && !tls.needsTask()) {
            tls = null;
        }
    }

    /** How many bytes that were at the last {@link #heldMore}. */
    int heldBytes() {
        return heldCounted;
    }

    /** The input that the last turn left; empty when it left none. */
    ByteBuffer takeUnread() {
        ByteBuffer rest = unread == null ? NOTHING : unread;
        unread = null;
        return rest;
    }

    /**
     * The first half of a turn: lets the dialogue say what it has to say, answers requests until the input or the turn is used up, and
     * keeps what is left of the input. The answers lie in the output until {@link #deliver}; what goes through TLS is sent at once.
     *
     * @param input     the loop's shared buffer, which is copied from, or what {@link #takeUnread} gave, which is kept
     * @param mostBytes the turn ends when this much output is together
     */
    void prepare(ByteBuffer input, Output output, int mostBytes, long nowNanos) throws IOException {
        turnAsked = false;
        preparedFrom = output.length();
        if (tls != null) {
            securedTurn(input, output, mostBytes, nowNanos);
            preparedFrom = output.length();
        } else {
            dialogue.speak(output);
            answer(input, output, preparedFrom + mostBytes, nowNanos);
            if (tlsBegins) {
                tlsBegins = false;
                tls.offer(input);
                tls.keep();
            } else if (input.hasRemaining() && !dialogue.over()) {
                unread = input.isDirect() ? copy(input) : input;
            }
        }
        preparedTo = output.length();
    }

    /**
     * The second half of a turn: sends, in one write, and keeps what the client does not take.
     *
     * @return whether the connection goes on; if not, it is to be closed
     */
    boolean deliver(Output output) throws IOException {
        if (preparedTo > preparedFrom) {
            send(output.view().limit(preparedTo).position(preparedFrom));
        }
        return interestOrEnd();
    }

    private void securedTurn(ByteBuffer input, Output output, int mostBytes, long nowNanos) throws IOException {
        boolean wasEstablished = tls.isEstablished();
        int mostLength = output.length() + mostBytes;
        try {
            int sealed = output.length();
            if (wasEstablished) {
                dialogue.speak(output);
            }
            sealed = seal(output, sealed);
            tls.offer(input);
            while (output.length() < mostLength && !dialogue.over() && !dialogue.waits()) {
                ByteBuffer plain = tls.next();
                if (plain == null) {
                    break;
                }
                answer(plain, output, mostLength, nowNanos);
                sealed = seal(output, sealed);
            }
            if (isOver()) {
                tls.close();
            }
        } catch (TlsFault fault) {
            tls.alert();
            send(tls.takeSealed());
            throw fault;
        }
        turnAsked |= !wasEstablished && tls.isEstablished();
        tls.keep();
        send(tls.takeSealed());
    }

    /** Seals what was added. At once, because in TLS 1.2 nothing may follow when the next record is the client's close_notify. */
    private int seal(Output output, int from) throws TlsFault {
        if (output.length() > from) {
            tls.seal(output.view().position(from));
        }
        return output.length();
    }

    private void answer(ByteBuffer input, Output output, int mostLength, long nowNanos) throws IOException {
        while (input.hasRemaining() && output.length() < mostLength && !dialogue.over() && !dialogue.waits() && !tlsBegins) {
            RequestReader.Found found = reader.feed(input);
            if (found == RequestReader.Found.REQUEST) {
                lastHeardNanos = nowNanos;
                dialogue.request(reader.words(), output);
            } else if (found == RequestReader.Found.BROKEN) {
                dialogue.broken();
            }
        }
        if (dialogue.listens() && !probing) {
            probing = true;
            KeepAlive.begin(channel);
        }
    }

    /** The last that a client hears through TLS when the loop closes its connection. */
    void farewell() {
        if (tls == null || !tls.isEstablished() || tls.needsTask() || unsent != null) {
            return;
        }
        try {
            channel.write(tls.farewell());
        } catch (IOException gone) {
            // Then nobody has to be told.
        }
    }

    /** The client reads again. */
    boolean sendRest() throws IOException {
        putOff = false;
        channel.write(unsent);
        if (!unsent.hasRemaining()) {
            unsent = null;
        }
        return interestOrEnd();
    }

    private void send(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unsent = copy(bytes);
        }
    }

    private boolean interestOrEnd() {
        if (unsent != null) {
            interest(SelectionKey.OP_WRITE);
            return true;
        }
        boolean wantsInput = tls == null ? unread == null : tls.wantsInput();
        interest(wantsInput && !dialogue.waits() ? SelectionKey.OP_READ : 0);
        return !isOver();
    }

    private boolean isOver() {
        return dialogue.over() || tls != null && tls.isClosedByPeer();
    }

    private void interest(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
            selectorTold = true;
        }
    }

    /** Whether the selector was told since the last call that this connection waits for something else; asleep, it does not hear that. */
    boolean hasToldSelector() {
        boolean told = selectorTold;
        selectorTold = false;
        return told;
    }

    private static ByteBuffer copy(ByteBuffer from) {
        ByteBuffer copy = ByteBuffer.allocate(from.remaining());
        copy.put(from);
        return copy.flip();
    }
}
