package nut.upsmon;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The far end of the wire: an upsd whose UPSes say what the test wants, without news unless they are
 * wanted. It writes down what it is asked, but for GET VAR.
 */
final class FakeUpsd implements Closeable {
    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Set<String> brokenOff = ConcurrentHashMap.newKeySet();
    private final Map<Socket, String> subscribers = new ConcurrentHashMap<>();
    private volatile boolean hasNews;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile int logins = 1;

    FakeUpsd() throws IOException {
        this(0);
    }

    /** One at a port that was free a moment ago. */
    FakeUpsd(int port) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    FakeUpsd status(String ups, String status) {
        silentlyStatus(ups, status);
        tell(ups, "VAR " + ups + " ups.status \"" + status + "\"\n");
        return this;
    }

    /** Keeps the news to itself. */
    void silentlyStatus(String ups, String status) {
        statuses.put(ups, status);
    }

    /** Knows SUBSCRIBE from now on. */
    FakeUpsd withNews() {
        hasNews = true;
        return this;
    }

    private void tell(String ups, String news) {
        for (Map.Entry<Socket, String> subscriber : subscribers.entrySet()) {
            try {
                if (subscriber.getValue().equals(ups)) {
                    subscriber.getKey().getOutputStream().write(news.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                subscribers.remove(subscriber.getKey());
            }
        }
    }

    void logins(int count) {
        logins = count;
    }

    /** Refuses every request that begins with a word. */
    void refuse(String word) {
        refused.add(word);
    }

    /** Closes the connection at the next request that begins with a word. */
    void breakOffOnce(String word) {
        brokenOff.add(word);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    /** How many clients there are. */
    int connections() {
        return connections.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fake-upsd");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            for (;;) {
                Socket client = server.accept();
                clients.add(client);
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            heard.add("CLOSED");
        }
    }

    private void serve(Socket client) {
        connections.incrementAndGet();
        try (client) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null && !brokenOff.remove(line.split(" ")[0]); line = reader.readLine()) {
                client.getOutputStream().write((answer(line) + "\n").getBytes(StandardCharsets.US_ASCII));
                if (hasNews && line.startsWith("SUBSCRIBE ")) {
                    subscribers.put(client, line.split(" ")[1]);
                }
            }
        } catch (IOException gone) {
            heard.add("GONE");
        } finally {
            connections.decrementAndGet();
        }
    }

    private String answer(String line) {
        String[] words = line.split(" ");
        if (line.startsWith("GET VAR ") && line.endsWith(" ups.alarm")) {
            return "VAR " + words[2] + " ups.alarm \"Too hot!\"";
        }
        if (line.startsWith("GET VAR ")) {
            String status = statuses.get(words[2]);
            return status == null ? "ERR DATA-STALE" : "VAR " + words[2] + " " + words[3] + " \"" + status + "\"";
        }
        heard.add(line);
        if (line.startsWith("LIST CLIENT ")) {
            return "BEGIN " + line + "\nCLIENT " + words[2] + " 127.0.0.1\nEND " + line;
        }
        if (refused.contains(words[0])) {
            return "ERR ACCESS-DENIED";
        }
        if (words[0].equals("SUBSCRIBE") && !hasNews) {
            return "ERR UNKNOWN-COMMAND";
        }
        if (words[0].equals("FSD")) {
            statuses.merge(words[1], "", (old, none) -> old.contains("FSD") ? old : "FSD " + old);
            return "OK FSD-SET";
        }
        return line.startsWith("GET NUMLOGINS") ? "NUMLOGINS " + words[2] + " " + logins : "OK";
    }

    /** The data of a UPS are stale. */
    void stale(String ups) {
        statuses.remove(ups);
        tell(ups, "ERR DATA-STALE " + ups + "\n");
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
