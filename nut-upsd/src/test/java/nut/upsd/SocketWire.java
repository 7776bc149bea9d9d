package nut.upsd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's connection over TCP. */
final class SocketWire implements Wire {
    private static final int PATIENCE_MILLIS = 10_000;

    private final InetSocketAddress server;
    private final Socket socket = new Socket();
    private final BufferedReader in;

    SocketWire(InetSocketAddress server) throws IOException {
        this.server = server;
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    @Override
    public void send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
    }

    @Override
    public String receive() throws IOException {
        return in.readLine();
    }

    /** Whether something has come that was not received yet. */
    boolean hasAnswer() throws IOException {
        return in.ready();
    }

    /** Two questions on another connection: after the second answer the server's loop has been through this connection's input. */
    @Override
    public void settle() throws IOException {
        SocketWire other = new SocketWire(server);
        for (int i = 0; i < 2; i++) {
            other.send("NETVER\n".getBytes(StandardCharsets.US_ASCII));
            other.receive();
        }
        other.close();
        if (in.ready()) {
            throw new AssertionError("no answer was expected, but there is: " + in.readLine());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
