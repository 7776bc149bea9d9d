package nut.upsd;

import static nut.upsd.Installation.ask;
import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import nut.common.state.UpsSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under upsd while clients ask. */
class ReloadTest {
    private static final int CLIENTS = 8;
    private static final int RELOADS = 50;
    private static final int BATCH = 300;
    private static final String STAYS = "[stays]\n driver = newapc\n port = a\n desc = \"always here\"\n";
    private static final String KEEPER = "[keeper]\n password = k\n upsmon primary\n";

    @TempDir
    private Path directory;
    private Installation nut;

    @BeforeEach
    void install() throws IOException {
        nut = new Installation(directory);
        nut.write("ups.conf", STAYS);
        nut.write("upsd.users", KEEPER);
    }

    @AfterEach
    void remove() {
        nut.close();
    }

    @Test
    void noAnswerIsLostWhileUpsesAndUsersComeChangeAndGo() throws IOException {
        nut.driver("stays", UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL").set("ups.id", "x").build());
        Upsd upsd = nut.start();
        awaitAnswer(nut.connect(), "GET VAR stays ups.status", "VAR stays ups.status \"OL\"");
        SocketWire keeper = nut.connect("keeper", "k");
        assertEquals("OK", ask(keeper, "LOGIN stays"));
        AtomicBoolean reloading = new AtomicBoolean(true);
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(CompletableFuture.supplyAsync(() -> askInBatches(client, reloading), threads));
            }

            for (int i = 1; i <= RELOADS; i++) {
                nut.write("ups.conf", STAYS + "[comes" + i + "]\n driver = newapc\n port = b\n"
                    + "[changes]\n driver = newapc\n port = c\n desc = " + i + "\n");
                nut.write("upsd.users", KEEPER + "[user" + i + "]\n password = p" + i + "\n upsmon secondary\n");
                SocketWire loggedIntoOld = i == 1 ? null : nut.connect("user" + (i - 1), "p" + (i - 1));
                if (loggedIntoOld != null) {
                    assertEquals("OK", ask(loggedIntoOld, "LOGIN comes" + (i - 1)));
                }
                upsd.reload();
                awaitAnswer(keeper, "GET UPSDESC changes", "UPSDESC changes \"" + i + "\"");
                assertNull(loggedIntoOld == null ? null : loggedIntoOld.receive(), "its UPS is gone");
            }

            reloading.set(false);
            for (CompletableFuture<Integer> client : clients) {
                assertTrue(client.join() >= 2, "a client has to have asked before and after a reload");
            }
        }
        assertEquals("OK PRIMARY-GRANTED", ask(keeper, "PRIMARY stays"));
        assertEquals("NUMLOGINS stays 1", ask(keeper, "GET NUMLOGINS stays"));
    }

    @Test
    void patienceAndTheMostConnectionsAreReadAgain() throws IOException {
        Upsd upsd = nut.start();
        SocketWire first = nut.connect();
        ask(first, "VER");
        nut.write("upsd.conf", "LISTEN 127.0.0.1 " + nut.address().getPort() + "\nMAXCONN 3\n");
        upsd.reload();
        nut.write("ups.conf", STAYS + "[more]\n driver = newapc\n port = b\n");
        upsd.reload();
        awaitAnswer(first, "GET UPSDESC more", "UPSDESC more \"Unavailable\"");

        SocketWire waiting = nut.connect();
        waiting.send("NETVER\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 10; i++) {
            ask(first, "VER");
        }
        boolean served = waiting.hasAnswer();
        nut.write("upsd.conf", "LISTEN 127.0.0.1 " + nut.address().getPort() + "\nMAXCONN 0\n");
        upsd.reload();

        assertEquals("1.3", waiting.receive());
        assertEquals(false, served);
    }

    @Test
    void theAdminsDescriptionsAreReadAgain() throws IOException {
        nut.driver("stays", UpsSnapshot.EMPTY.toBuilder().set("ups.id", "x").build());
        nut.write("upsd.conf", "LISTEN 127.0.0.1 " + nut.address().getPort() + "\nDATAPATH " + directory.resolve("etc") + "\n");
        try (LogLines log = new LogLines(Settings.class)) {
            Upsd upsd = nut.start();
            SocketWire client = nut.connect();
            awaitAnswer(client, "GET DESC stays ups.mfr", "DESC stays ups.mfr \"Maker of the UPS\"");
            nut.write("cmdvartab", "VARDESC ups.mfr \"The \\\"maker\\\"\"\nCMDDESC load.off \"Do not\"\n");

            upsd.reload();

            awaitAnswer(client, "GET DESC stays ups.mfr", "DESC stays ups.mfr \"The \\\"maker\\\"\"");
            assertEquals("CMDDESC stays load.off \"Do not\"", ask(client, "GET CMDDESC stays load.off"));
            assertEquals(List.of("WARN " + directory.resolve("etc/cmdvartab") + " not found; put it there, or take DATAPATH out of"
                + " upsd.conf; the built-in descriptions count"), log.lines());
        }
    }

    /** Asks in one write what fills several reads of the server, and compares every answer; returns how often. */
    private int askInBatches(int client, AtomicBoolean goOn) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            requests.append("GET VAR stays ups.status\nGET UPSDESC stays\nLIST VAR stays\nGET VAR stays no.").append(client).append('\n');
        }
        byte[] batch = requests.toString().getBytes(StandardCharsets.US_ASCII);
        List<String> answers = List.of("VAR stays ups.status \"OL\"", "UPSDESC stays \"always here\"", "BEGIN LIST VAR stays",
            "VAR stays ups.id \"x\"", "VAR stays ups.status \"OL\"", "END LIST VAR stays", "ERR VAR-NOT-SUPPORTED");
        int batches = 0;
        try {
            SocketWire wire = nut.connect();
            while (goOn.get() || batches < 2) {
                wire.send(batch);
                for (int i = 0; i < BATCH; i++) {
                    for (String answer : answers) {
                        assertEquals(answer, wire.receive(), "client " + client + ", batch " + batches + ", round " + i);
                    }
                }
                batches++;
            }
            wire.close();
        } catch (IOException e) {
            throw new AssertionError("client " + client + " was dropped", e);
        }
        return batches;
    }
}
