package nut.upsd.net;

import java.util.List;
import nut.upsd.answer.Output;

/** What upsd says on one connection. All calls come from the event loop. */
public interface Dialogue {
    /**
     * Answers a request.
     *
     * @param words the words of the request, none for an empty line; printable ASCII, within NUT's limits
     * @param out   where the answer goes; nothing of it is kept after the call
     */
    void request(List<String> words, Output out);

    /**
     * The turn that {@link Peer#askTurn} asked for: says what it has to say besides answers to new requests, such as news, or the answer
     * that {@link #waits} announced. Also called at the begin of any other turn.
     *
     * @param out where it goes; nothing of it is kept after the call
     */
    void speak(Output out);

    /** Whether the answer to the last request is still to come: no further request is taken from this client until it has. */
    boolean waits();

    /**
     * Whether the client may be silent because it listens to news. The loop then sheds it only when it has not read for a minute, and has
     * the system find out whether it is still there.
     */
    boolean listens();

    /** A line came that the grammar does not allow; it gets no answer. */
    void broken();

    /** Whether the last answer was the last one: the loop sends it and closes the connection. */
    boolean over();

    /** The connection is gone. Called once. */
    void closed();
}
