package nut.upsd.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS between one connection's socket and its dialogue:
 *
 * <pre>
 *   socket --offer--> input --unwrap--> opened --next--> dialogue --seal--> buffers --takeSealed--> socket
 * </pre>
 *
 * <p>It keeps what one read brought and no more, at most two records. The costly parts of a handshake are a {@link #task} for another
 * thread; until {@link #taskDone} nothing else may be called. Otherwise it is owned by the loop.
 */
final class TlsLayer {
    /** One after the other without content: no handshake needs as many, and later there is no reason for any but a change of keys. */
    private static final int MOST_EMPTY_RECORDS = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private ByteBuffer input = NOTHING;
    private ByteBuffer opened = NOTHING;
    private int emptyRecords;
    private boolean starved = true;
    private boolean established;
    private boolean closedByPeer;
    private boolean needsTask;
    private boolean taskIsDone;
    private boolean taskFailed;

    TlsLayer(SSLEngine engine, TlsBuffers buffers) {
        this.engine = engine;
        this.buffers = buffers;
    }

    /** Takes what has come from the socket. It is only looked at until {@link #keep}. */
    void offer(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            starved = false;
            input = input.hasRemaining() ? buffers.join(input, bytes) : bytes;
        }
    }

    /**
     * Plain text for the dialogue. Handshake messages on the way are dealt with.
     *
     * @return null when there is none before more comes from the socket or the task is done
     * @throws TlsFault when the client broke the rules; {@link #alert} then tells it so
     */
    ByteBuffer next() throws TlsFault {
        taskIsDone = false;
        try {
            while (!opened.hasRemaining()) {
                if (!advance()) {
                    return null;
                }
            }
            return opened;
        } catch (SSLException e) {
            throw new TlsFault(e.getMessage());
        }
    }

    /** Makes records of plain text. */
    void seal(ByteBuffer plain) throws TlsFault {
        try {
            while (plain.hasRemaining() && !engine.isOutboundDone()) {
                if (!wrap(plain)) {
                    throw new TlsFault("answers cannot be sent in the middle of a handshake");
                }
            }
        } catch (SSLException e) {
            throw new TlsFault(e.getMessage());
        }
    }

    /** Says that nothing more will be sent: close_notify. */
    void close() throws TlsFault {
        engine.closeOutbound();
        try {
            while (!engine.isOutboundDone() && wrap(NOTHING)) {
                continue;
            }
        } catch (SSLException e) {
            throw new TlsFault(e.getMessage());
        }
    }

    /** Makes the record that tells the client what it did wrong, if there is one to make. */
    void alert() {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && wrap(NOTHING)) {
                continue;
            }
        } catch (SSLException e) {
            // The engine's reason again; it is known.
        }
    }

    /** A close_notify for the end of a connection outside its turn. */
    ByteBuffer farewell() {
        ByteBuffer last = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            engine.closeOutbound();
            engine.wrap(NOTHING, last);
        } catch (SSLException e) {
            last.clear();
        }
        return last.flip();
    }

    /** The records of this turn, valid until the next one. */
    ByteBuffer takeSealed() {
        return buffers.takeSealed();
    }

    /** The turn is over: copies what is left of this turn's input. */
    void keep() {
        input = copy(input);
        opened = copy(opened);
    }

    /** How many bytes it keeps of what the client sent. To be called between turns. */
    int heldBytes() {
        return input.capacity() + opened.capacity();
    }

    /** Whether there is something to do without more input. */
    boolean hasMore() {
        return !needsTask && (taskIsDone || opened.hasRemaining() || input.hasRemaining() && !starved);
    }

    /** Whether nothing can be done without more input. */
    boolean wantsInput() {
        return !needsTask && !hasMore();
    }

    /** Whether the handshake is over, with success. */
    boolean isEstablished() {
        return established;
    }

    /** Whether the client has said that it will send nothing more. */
    boolean isClosedByPeer() {
        return closedByPeer;
    }

    /** Whether {@link #task} is to be run, or runs. */
    boolean needsTask() {
        return needsTask;
    }

    /** The work that is due; for another thread, while this layer is left alone. */
    void task() {
        boolean done = false;
        try {
            for (Runnable part = engine.getDelegatedTask(); part != null; part = engine.getDelegatedTask()) {
                part.run();
            }
            done = true;
        } finally {
            taskFailed = !done;
        }
    }

    /** The task was run. */
    void taskDone() {
        needsTask = false;
        taskIsDone = true;
    }

    private boolean advance() throws SSLException, TlsFault {
        if (taskFailed) {
            throw new TlsFault("the handshake failed through a fault of upsd or its runtime");
        }
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                needsTask = true;
                yield false;
            }
            case NEED_WRAP -> wrap(NOTHING);
            default -> unwrap();
        };
    }

    private boolean unwrap() throws SSLException, TlsFault {
        if (closedByPeer || !input.hasRemaining()) {
            starved = true;
            return false;
        }
        opened = NOTHING;
        ByteBuffer into = buffers.plain();
        SSLEngineResult result = engine.unwrap(input, into);
        look(result);
        switch (result.getStatus()) {
            case OK -> {
                opened = into.flip();
                emptyRecords = opened.hasRemaining() ? 0 : emptyRecords + 1;
                if (emptyRecords > MOST_EMPTY_RECORDS) {
                    throw new TlsFault("more than " + MOST_EMPTY_RECORDS + " records without content");
                }
                return true;
            }
            case CLOSED -> closedByPeer = true;
            case BUFFER_UNDERFLOW -> starved = true;
            default -> throw new TlsFault("a record is longer than TLS allows");
        }
        return false;
    }

    /** One record more, of plain text or of the engine's own; whether there was one to make. */
    private boolean wrap(ByteBuffer plain) throws SSLException {
        SSLEngineResult result = engine.wrap(plain, buffers.sealed());
        look(result);
        return result.bytesProduced() > 0;
    }

    private void look(SSLEngineResult result) {
        established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    private static ByteBuffer copy(ByteBuffer from) {
        return from.hasRemaining() ? ByteBuffer.allocate(from.remaining()).put(from).flip() : NOTHING;
    }
}
