package nut.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The far end of the wire: for each request line the texts to answer, one after the other and then the last one for ever. One connection at
 * a time; a request it does not know closes the connection.
 */
final class FakeUpsd implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final ServerSocket listening;
    private final Thread thread;

    FakeUpsd() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        answer("LOGOUT", "OK Goodbye\n");
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    FakeUpsd answer(String request, String... texts) {
        answers.put(request, new ArrayDeque<>(List.of(texts)));
        return this;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** A UPS's name with this server's address. */
    String at(String ups) {
        return ups + "@127.0.0.1:" + port();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                converse(socket, in);
            } catch (IOException expected) {
                // The test closed one of the two sockets.
            }
        }
    }

    private void converse(Socket socket, BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            requests.add(line);
            Deque<String> texts = answers.get(line);
            if (texts == null) {
                return;
            }
            String text = texts.size() > 1 ? texts.poll() : texts.peek();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The port is closed when the thread that accepts has left it. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
