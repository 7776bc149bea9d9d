package nut.driver.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;

/**
 * A serial port at the other end of a TCP connection: a serial server in raw mode, such as ser2net. Bytes go through as they are; speed and
 * modem lines are the server's affair. A thread of its own sits in read() and hands every byte over at once.
 *
 * <p>A connection that ends is a device that went away. A server that vanishes without a word is noticed by the driver, because the UPS
 * does not answer, and by TCP's own probes.
 */
public final class TcpLine implements Line {
    private static final int CONNECT_MILLIS = 3000;
    private static final int READ_BYTES = 256;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final ByteInbox inbox;
    private final LineReader reader;
    private volatile boolean closing;

    private TcpLine(Socket socket, ByteInbox inbox, TcpAddress address) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = socket.getInputStream();
        this.inbox = inbox;
        this.reader = new LineReader(address.toString(), this::listen);
    }

    /**
     * Connects.
     *
     * @param news called by a thread of the line when bytes came or the connection is gone
     * @throws LineLost when there is no connection within 3 s
     */
    public static TcpLine open(TcpAddress address, Runnable news) throws LineLost {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), CONNECT_MILLIS);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            TcpLine line = new TcpLine(socket, new ByteInbox(news), address);
            line.reader.start();
            return line;
        } catch (IOException refused) {
            closeQuietly(socket);
            throw new LineLost(reason(refused));
        }
    }

    @Override
    public void write(byte... bytes) throws LineLost {
        try {
            out.write(bytes);
        } catch (IOException broken) {
            throw new LineLost("cannot write: " + reason(broken));
        }
    }

    @Override
    public int read(long deadlineNanos) throws LineLost {
        return inbox.take(deadlineNanos);
    }

    @Override
    public boolean hasNews() {
        return inbox.hasNews();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        closing = true;
        closeQuietly(socket);
        reader.awaitEnd(() -> { });
    }

    private void listen() {
        byte[] buffer = new byte[READ_BYTES];
        String end = "the serial server has closed the connection";
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                inbox.put(buffer, count);
            }
        } catch (IOException broken) {
            end = "the connection to the serial server is lost (" + reason(broken) + ")";
        }
        if (!closing) {
            inbox.lost(end);
        }
    }

    private static String reason(IOException fault) {
        return switch (fault) {
            case UnknownHostException unknown -> "unknown host (in a jail without name service, give an address)";
            case SocketTimeoutException late -> "no connection within " + CONNECT_MILLIS / 1000 + " s";
            default -> fault.getMessage();
        };
    }

    /** A socket that cannot be closed is closed: there is nothing left to do with it. */
    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // See above.
        }
    }
}
