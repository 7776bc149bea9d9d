package nut.upsd.net;

/** The far end of a connection, as a dialogue sees it. */
public interface Peer {
    /** The address as inet_ntop(3) writes it, for log lines and LIST CLIENT. */
    String address();

    /**
     * Asks for a turn, in which {@link Dialogue#speak} is called. It comes in this pass of the loop or in the next, but not before the
     * client has read what was sent to it. For who is called by the event loop.
     */
    void askTurn();

    /** What came of {@link #startTls}. */
    enum StartTls {
        /** The next bytes on the wire, after the answers of this turn, are TLS. */
        STARTS,
        /** There is no certificate. */
        NOT_CONFIGURED,
        /** The connection speaks TLS already. */
        ALREADY,
        /** There is no room for another connection with TLS from this address. */
        FULL
    }

    /** Asks for TLS. For who is called by the event loop. */
    default StartTls startTls() {
        return StartTls.NOT_CONFIGURED;
    }

    /** Closes the connection without another word. For who is called by the event loop. */
    void hangUp();
}
