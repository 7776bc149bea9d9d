package nut.common.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Lines over a socket, with a bound on their length and on the time from a request to the end of its answer. */
final class LineStream {
    /** NUT's own answers stay below 512 bytes. */
    static final int LONGEST_LINE = 4096;

    /** The system counts in milliseconds, and 0 would be for ever. */
    private static final long SHORTEST_WAIT_NANOS = 2_000_000;
    private static final String PASSWORD = "PASSWORD ";

    private final DeadlineSocket wire;
    private final byte[] buffer = new byte[LONGEST_LINE];
    private final long timeoutNanos;
    private Socket socket;
    private InputStream in;
    private int start;
    private int end;
    private Traffic traffic;

    LineStream(DeadlineSocket socket, Duration timeout) throws IOException {
        this.wire = socket;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.timeoutNanos = timeout.toNanos();
    }

    void watchedBy(Traffic listener) {
        traffic = listener;
    }

    /** Writes a request; the time for its answer, which may have many lines, begins. */
    void write(String line) throws IOException {
        expect();
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        if (traffic != null) {
            traffic.sent(line.startsWith(PASSWORD) ? PASSWORD + "***" : line);
        }
    }

    /** Writes a request while the connection's thread waits in {@link #read(Duration)}; the time that it waits stays as it is. */
    void interject(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The time for an answer begins, which is asked for already. */
    void expect() {
        wire.deadline(System.nanoTime() + timeoutNanos);
    }

    /** The next line without its newline; null, and nothing lost, when it is not complete after this time. */
    String read(Duration patience) throws IOException {
        wire.deadline(System.nanoTime() + Math.max(SHORTEST_WAIT_NANOS, patience.toNanos()));
        try {
            return read();
        } catch (SocketTimeoutException nothing) {
            return null;
        }
    }

    /** What is put over a socket. */
    interface Layer {
        /** Puts it over; closing what is returned closes the socket. */
        Socket over(Socket socket) throws IOException;
    }

    /**
     * Goes on over another socket that lies over this one. What has come already was not protected by it, so there must be nothing.
     *
     * @return that socket
     */
    Socket secure(Layer layer) throws IOException {
        if (start != end) {
            throw new IOException("Protocol error: the server sent plain text where TLS should begin");
        }
        expect();
        socket = layer.over(wire);
        in = socket.getInputStream();
        return socket;
    }

    /** The next line without its newline. */
    String read() throws IOException {
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    String line = new String(buffer, start, scanned - start, StandardCharsets.ISO_8859_1);
                    start = scanned + 1;
                    if (traffic != null) {
                        traffic.received(line);
                    }
                    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                }
            }
            scanned -= start;
            fill();
        }
    }

    /** Moves what is there to the front and reads more behind it. */
    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            throw new IOException("Invalid response from server: a line of more than " + LONGEST_LINE + " bytes");
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new EOFException("Server disconnected");
        }
        end += count;
    }
}
