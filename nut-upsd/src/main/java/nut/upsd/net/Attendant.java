package nut.upsd.net;

/** Whom the event loop serves: it is told the time, and gives each connection its dialogue. All calls come from the loop, one at a time. */
public interface Attendant {
    /**
     * A pass of the loop begins: at least once a second, after each {@link EventLoop#wakeup}, and before any request of the pass. News from
     * other threads is taken in here.
     *
     * @param bootNanos the time of this pass, in nanoseconds since boot
     */
    void pass(long bootNanos);

    /** A client has connected. */
    Dialogue connected(Peer peer);

    /** How many connections other than clients and listening sockets count towards MAXCONN. */
    int otherConnections();
}
