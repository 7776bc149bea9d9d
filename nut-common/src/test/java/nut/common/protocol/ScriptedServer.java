package nut.common.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The far end of the wire: one connection, and for each request line the text to answer; an unknown request closes the connection. */
final class ScriptedServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private final Thread thread;

    ScriptedServer(InetAddress address, Map<String, String> answers) throws IOException {
        listening = new ServerSocket(0, 1, address);
        thread = Thread.ofPlatform().daemon().start(() -> serve(answers));
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Waits for the end of the connection. */
    void awaitEnd() throws InterruptedException {
        thread.join(10_000);
    }

    private void serve(Map<String, String> answers) {
        try (Socket socket = listening.accept();
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                requests.add(line);
                String answer = answers.get(line);
                if (answer == null) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            requests.add("failed: " + e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
