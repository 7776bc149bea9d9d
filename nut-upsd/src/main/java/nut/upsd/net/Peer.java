package nut.upsd.net;

/** The far end of a connection, as a dialogue sees it. */
public interface Peer {
    /** The address as inet_ntop(3) writes it, for log lines and LIST CLIENT. */
    String address();

    /** Closes the connection without another word. For the event loop's thread. */
    void hangUp();
}
