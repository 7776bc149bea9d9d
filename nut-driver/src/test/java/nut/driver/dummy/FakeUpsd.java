package nut.driver.dummy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The far end of the wire: an upsd that answers as the test says, and ERR UNKNOWN-COMMAND to all else; an answer "" is none. */
final class FakeUpsd implements AutoCloseable {
    final Map<String, String> answers = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket listening;

    /** Listens on a port; 0 for any. */
    FakeUpsd(int port) throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofPlatform().daemon().name("fake-upsd").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Answers a LIST with lines that begin with its words. */
    void list(String query, String... rests) {
        StringBuilder answer = new StringBuilder("BEGIN LIST " + query + "\n");
        for (String rest : rests) {
            answer.append(query).append(' ').append(rest).append('\n');
        }
        answers.put("LIST " + query, answer + "END LIST " + query + "\n");
    }

    private void accept() {
        try {
            for (;;) {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread.ofPlatform().daemon().name("fake-upsd-client").start(() -> serve(socket));
            }
        } catch (IOException closed) {
            requests.add("(closed)");
        }
    }

    private void serve(Socket socket) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                requests.add(line);
                String answer = answers.getOrDefault(line, "ERR UNKNOWN-COMMAND\n");
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            requests.add("(gone)");
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
