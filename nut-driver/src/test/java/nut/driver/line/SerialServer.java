package nut.driver.line;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/** A serial server for one connection at a time: bytes between a TCP port and a serial one, raw, as ser2net passes them on. */
public final class SerialServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final ServerSocket server;
    private final Path device;
    private volatile Socket connection;
    private volatile boolean closing;

    private SerialServer(ServerSocket server, Path device) {
        this.server = server;
        this.device = device;
    }

    public static SerialServer start(Path device) throws IOException {
        SerialServer started = new SerialServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), device);
        Thread.ofPlatform().name("serial server").daemon().start(started::serve);
        return started;
    }

    /** As ups.conf would say it. */
    public String port() {
        return "tcp:127.0.0.1:" + server.getLocalPort();
    }

    /** Cuts the connection, and waits for the next one. */
    public void hangUp() throws IOException {
        connection.close();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        server.close();
        if (connection != null) {
            connection.close();
        }
    }

    private void serve() {
        while (!closing) {
            try (Socket accepted = server.accept();
                 SerialLine line = SerialLine.open(device, new SerialLine.Setup(2400, true, true, true), () -> { })) {
                connection = accepted;
                Thread.ofPlatform().daemon().start(() -> toNetwork(line, accepted));
                for (int value = accepted.getInputStream().read(); value >= 0; value = accepted.getInputStream().read()) {
                    line.write((byte) value);
                }
            } catch (IOException ignored) {
                // The connection is over; the next one may come.
            }
        }
    }

    private static void toNetwork(SerialLine line, Socket socket) {
        try {
            while (!socket.isClosed()) {
                int value = line.read(line.nanos() + PATIENCE_NANOS);
                if (value != Line.NOTHING) {
                    socket.getOutputStream().write(value);
                }
            }
        } catch (IOException ignored) {
            // The connection, or the device, is gone: the other direction sees it, too.
        }
    }
}
