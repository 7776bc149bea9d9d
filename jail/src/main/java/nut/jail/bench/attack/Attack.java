package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Something that nobody should do to a server. */
interface Attack {
    /** A few words for the table. */
    String name();

    /**
     * Does it until the time is over, and leaves nothing behind. That the server ends a connection is no reason to stop.
     *
     * @throws IOException when the attack cannot be made at all
     */
    void on(InetSocketAddress server, Time time) throws IOException;
}
