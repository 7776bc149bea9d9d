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

    private static final String PASSWORD = "PASSWORD ";

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST_LINE];
    private final long timeoutNanos;
    private int start;
    private int end;
    private long deadline;
    private Traffic traffic;

    LineStream(Socket socket, Duration timeout) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.timeoutNanos = timeout.toNanos();
    }

    void watchedBy(Traffic listener) {
        traffic = listener;
    }

    /** Writes a request; the time for its answer, which may have many lines, begins. */
    void write(String line) throws IOException {
        deadline = System.nanoTime() + timeoutNanos;
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        if (traffic != null) {
            traffic.sent(line.startsWith(PASSWORD) ? PASSWORD + "***" : line);
        }
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
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("Read timed out");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw new EOFException("Server disconnected");
        }
        end += count;
    }
}
