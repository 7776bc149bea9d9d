package nut.upsd;

import static nut.upsd.Installation.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nut.common.posix.BootClock;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.UpsSnapshot;
import nut.upsd.driverlink.DriverNews;
import nut.upsd.driverlink.ServedUps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News through the real loop and real sockets, while a driver publishes as fast as it can. */
class NewsOverTcpTest {
    private static final int PUBLICATIONS = 10_000;
    private static final int VARIABLES = 20;

    private Serving serving;
    private DriverNews.Inlet inlet;
    private RunningLoop loop;

    @BeforeEach
    void serve() throws IOException {
        serving = new Serving(NewsBench.MAX_AGE, NewsBench.MAX_AGE);
        ServedUps ups = new ServedUps("su700", "newapc", Optional.empty(), BootClock.nanos());
        inlet = serving.news().inlet(ups);
        serving.serve(List.of(ups));
        loop = new RunningLoop(serving);
        serving.wakeup(loop.loop()::pass);
        publish(0, "");
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void aClientThatListsWhileTheDriverPublishesGetsWholeListsAndNewsThatNeverGoBack() throws IOException {
        SocketWire client = loop.connect();
        assertEquals("OK", ask(client, "SUBSCRIBE su700"));
        CompletableFuture<Void> publishing = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= PUBLICATIONS; i++) {
                publish(i, "");
            }
        });
        CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> send(client, "LIST VAR su700\nGET UPSDESC su700\n".repeat(2000)));

        int newest = 0;
        int newsSeen = 0;
        for (int list = 0; list < 2000; list++) {
            String line = client.receive();
            for (; line.startsWith("VAR "); line = client.receive()) {
                newest = notOlder(newest, line);
                newsSeen++;
            }
            assertEquals("BEGIN LIST VAR su700", line);
            int listed = number(client.receive());
            newest = Math.max(newest, listed);
            assertEquals(newest, listed, "a list is not older than news before it");
            for (int i = 1; i < VARIABLES; i++) {
                assertEquals(listed, number(client.receive()), "a list is of one moment");
            }
            assertEquals("END LIST VAR su700", client.receive());
            line = client.receive();
            for (; line.startsWith("VAR "); line = client.receive()) {
                newest = notOlder(newest, line);
                newsSeen++;
            }
            assertEquals("UPSDESC su700 \"Unavailable\"", line);
        }
        publishing.join();
        asking.join();
        while (newest < PUBLICATIONS) {
            newest = notOlder(newest, client.receive());
            newsSeen++;
        }

        assertEquals(PUBLICATIONS, newest);
        assertTrue(newsSeen >= VARIABLES, "there were news: " + newsSeen);
        client.close();
    }

    @Test
    void aClientThatDoesNotReadGetsTheNewestValuesWhenItDoes() throws IOException {
        String much = "x".repeat(500);
        int publications = 2000;
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(loop.address());
            deaf.getOutputStream().write("SUBSCRIBE su700\n".getBytes(StandardCharsets.US_ASCII));
            SocketWire pace = loop.connect();
            assertEquals("OK", ask(pace, "SUBSCRIBE su700 v0"));
            for (int i = 1; i <= publications; i++) {
                publish(i, much);
                assertEquals(i, number(pace.receive()));
            }

            Map<String, Integer> last = new HashMap<>();
            int lines = 0;
            deaf.setSoTimeout(20_000);
            BufferedReader in = new BufferedReader(new InputStreamReader(deaf.getInputStream(), StandardCharsets.US_ASCII));
            assertEquals("OK", in.readLine());
            while (last.size() < VARIABLES || last.values().stream().anyMatch(value -> value < publications)) {
                String line = in.readLine();
                last.merge(line.split(" ")[2], number(line), Math::max);
                lines++;
            }

            assertTrue(lines < VARIABLES * publications / 2, "what was not read was not queued: " + lines + " lines");
            pace.close();
        }
    }

    private void publish(int number, String more) {
        UpsSnapshot.Builder snapshot = UpsSnapshot.EMPTY.toBuilder();
        for (int i = 0; i < VARIABLES; i++) {
            snapshot.set("v" + i, number + more);
        }
        inlet.changed(new DriverView(true, DataStatus.FRESH, snapshot.build(), BootClock::nanos));
    }

    private static int notOlder(int newest, String news) {
        int number = number(news);
        assertTrue(number >= newest, news + " after " + newest);
        return number;
    }

    /** The number in {@code VAR su700 v0 "12xxx"}. */
    private static int number(String line) {
        String value = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
        int end = value.indexOf('x');
        return Integer.parseInt(end < 0 ? value : value.substring(0, end));
    }

    private static void send(SocketWire wire, String requests) {
        try {
            wire.send(requests.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
