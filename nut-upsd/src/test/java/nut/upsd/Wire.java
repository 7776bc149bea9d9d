package nut.upsd;

import java.io.IOException;

/** One client's connection to the upsd that plays a scenario. */
interface Wire {
    void send(byte[] request) throws IOException;

    /** The next line without its newline; null when the server has closed the connection. */
    String receive() throws IOException;

    /** Returns when the server has taken in what was sent, and nothing has come back. */
    void settle() throws IOException;

    void close() throws IOException;

    /** Opens connections to one server. */
    interface Opener {
        Wire open() throws IOException;
    }
}
