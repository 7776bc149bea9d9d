package nut.common.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import nut.fuzz.Target;

/** What a server says: a client understands it, or has an IOException or the server's error word; it never waits past the end. */
final class AnswersTarget implements Target, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    private volatile byte[] said = new byte[0];

    AnswersTarget() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<String> words() {
        return List.of("BEGIN LIST", "END LIST", "VAR su700", "VAR", "ERR ", "OK", "NUMLOGINS su700", "\n", "\r\n", "\"", "\\",
            "99999999999");
    }

    private interface Question {
        void ask(NutConnection connection) throws IOException, ErrorAnswer;
    }

    @Override
    public void take(byte[] input) throws IOException {
        said = input;
        try (NutConnection connection = NutConnection.open(address, PATIENCE)) {
            ask(connection, c -> c.variables("su700"));
            ask(connection, c -> c.variable("su700", "ups.status"));
            ask(connection, c -> c.logins("su700"));
            ask(connection, c -> c.primary("su700"));
        }
    }

    private static void ask(NutConnection connection, Question question) {
        try {
            question.ask(connection);
        } catch (IOException | ErrorAnswer expected) {
            return;
        }
    }

    /** Says all at once and then no more; takes leave by a reset, so that thousands of connections leave nothing behind. */
    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoLinger(true, 0);
                client.getOutputStream().write(said);
                client.shutdownOutput();
                InputStream in = client.getInputStream();
                while (in.read() >= 0) {
                    in.skip(in.available());
                }
            } catch (IOException expected) {
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
