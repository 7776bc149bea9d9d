package nut.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nut.common.protocol.UpsNews.DataStale;
import nut.common.protocol.UpsNews.DriverGone;
import nut.common.protocol.UpsNews.UpsGone;
import nut.common.protocol.UpsNews.ValueChanged;
import nut.common.protocol.UpsNews.VariableGone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** News and answers come over one connection and are told apart. */
class NewsToClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GET_STATUS = "GET VAR a ups.status";

    @Test
    void newsOfEachKindComeInTheirOrder() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a ups.status ups.id", """
            OK
            VAR a ups.status "OB"
            VAR a ups.id "x \\"y\\""
            ERR VAR-NOT-SUPPORTED a ups.id2
            ERR DATA-STALE a
            ERR DRIVER-NOT-CONNECTED b
            ERR UNKNOWN-UPS c
            """));
            NutConnection connection = open(server)) {
            boolean subscribed = connection.subscribe("a", "ups.status", "ups.id");

            assertTrue(subscribed);
            assertEquals(new ValueChanged("a", "ups.status", "OB"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new ValueChanged("a", "ups.id", "x \"y\""), connection.nextNews(LONG).orElseThrow());
            assertEquals(new VariableGone("a", "ups.id2"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new DataStale("a"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new DriverGone("b"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new UpsGone("c"), connection.nextNews(LONG).orElseThrow());
            assertEquals(Optional.empty(), connection.nextNews(Duration.ZERO));
        }
    }

    @Test
    void aServerThatHasNoNewsSaysSoAndTheConnectionGoesOn() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "ERR UNKNOWN-COMMAND\n", "VER", "old\n"));
            NutConnection connection = open(server)) {
            boolean subscribed = connection.subscribe("a");

            assertFalse(subscribed);
            assertEquals("old", connection.ask("VER"));
        }
    }

    @Test
    void aSubscriptionThatIsRefusedIsAnErrorAnswer() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "ERR UNKNOWN-UPS\n"));
            NutConnection connection = open(server)) {
            ErrorAnswer refused = assertThrows(ErrorAnswer.class, () -> connection.subscribe("a"));

            assertEquals("UNKNOWN-UPS", refused.code());
        }
    }

    @Test
    void newsThatComeBeforeAnAnswerAreSetAsideAndOnlyTheNewestOfEachVariableWaits() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n",
            "VER", "VAR a ups.status \"OB\"\nVAR a ups.load \"1\"\nERR DATA-STALE a\nupsd\n",
            "LIST VAR a", "VAR a ups.status \"OL\"\nBEGIN LIST VAR a\nVAR a ups.status \"OL\"\nEND LIST VAR a\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            String version = connection.ask("VER");
            Map<String, String> variables = connection.variables("a");

            assertEquals("upsd", version);
            assertEquals(Map.of("ups.status", "OL"), variables);
            assertEquals(new ValueChanged("a", "ups.load", "1"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new DataStale("a"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new ValueChanged("a", "ups.status", "OL"), connection.nextNews(LONG).orElseThrow());
            assertEquals(Optional.empty(), connection.nextNews(Duration.ZERO));
        }
    }

    @Test
    void theAnswerToGetVarIsFoundAmongNewsOfTheSameVariable() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n",
            GET_STATUS, "VAR a ups.status \"OB\"\nVAR a ups.load \"1\"\nVAR a ups.status \"OB LB\"\n", "NETVER", "1.3\n", "VER", "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            String status = connection.variable("a", "ups.status");

            assertEquals("OB LB", status);
            assertEquals("upsd", connection.ask("VER"));
            assertEquals(new ValueChanged("a", "ups.load", "1"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new ValueChanged("a", "ups.status", "OB LB"), connection.nextNews(LONG).orElseThrow());
            assertEquals(Optional.empty(), connection.nextNews(Duration.ZERO));
        }
    }

    @Test
    void anErrorThatAnswersGetVarIsNotTakenForTheAnswerToTheNextRequest() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n",
            GET_STATUS, "VAR a ups.status \"OB\"\nERR DATA-STALE a\nERR DATA-STALE\n", "NETVER", "1.3\n", "VER", "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            ErrorAnswer stale = assertThrows(ErrorAnswer.class, () -> connection.variable("a", "ups.status"));

            assertEquals("DATA-STALE", stale.code());
            assertEquals("upsd", connection.ask("VER"));
            assertEquals(new DataStale("a"), connection.nextNews(LONG).orElseThrow());
            assertEquals(new ValueChanged("a", "ups.status", "OB"), connection.nextNews(LONG).orElseThrow());
        }
    }

    @Test
    @Timeout(60)
    void aWaitForNewsEndsWhenAnotherThreadWakesItAndTheConnectionGoesOn() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n", "NETVER", "1.3\n", "VER", "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");
            CompletableFuture<Optional<UpsNews>> wait = CompletableFuture.supplyAsync(() -> nextNews(connection));
            while (!wait.isDone()) {
                connection.wake();
                LockSupport.parkNanos(10_000_000);
            }

            assertEquals(Optional.empty(), wait.get());
            assertEquals("upsd", connection.ask("VER"));
        }
    }

    @Test
    @Timeout(60)
    void aWaitThatIsNotWantedDoesNotBegin() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n", "VER", "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");
            connection.wake();
            Optional<UpsNews> news = connection.nextNews(Duration.ofDays(1));

            assertEquals(Optional.empty(), news);
            assertEquals("upsd", connection.ask("VER"));
            assertFalse(server.requests.contains("NETVER"), server.requests.toString());
        }
    }

    @Test
    @Timeout(60)
    void newsThatCrossWithAWakeAreNotLost() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n",
            "NETVER", "VAR a ups.status \"OB\"\nVAR a ups.load \"1\"\n1.3\n", "VER", "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");
            CompletableFuture<UpsNews> wait = CompletableFuture.supplyAsync(() -> firstNews(connection));
            while (!wait.isDone()) {
                connection.wake();
                LockSupport.parkNanos(10_000_000);
            }

            assertEquals(new ValueChanged("a", "ups.status", "OB"), wait.get());
            assertEquals("upsd", connection.ask("VER"));
            assertEquals(new ValueChanged("a", "ups.load", "1"), connection.nextNews(Duration.ZERO).orElseThrow());
        }
    }

    private static Optional<UpsNews> nextNews(NutConnection connection) {
        try {
            return connection.nextNews(Duration.ofDays(1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A wake that comes before the wait ends it without a question, so it is begun again. */
    private static UpsNews firstNews(NutConnection connection) {
        Optional<UpsNews> news;
        do {
            news = nextNews(connection);
        } while (news.isEmpty());
        return news.get();
    }

    @Test
    void whoHasNotSubscribedSendsNoMark() throws Exception {
        try (ScriptedServer server = server(Map.of(GET_STATUS, "VAR a ups.status \"OL\"\n"));
            NutConnection connection = open(server)) {
            String status = connection.variable("a", "ups.status");

            assertEquals("OL", status);
            assertEquals(List.of(GET_STATUS), server.requests);
        }
    }

    @Test
    @Timeout(60)
    void aWaitThatIsOverLosesNothing() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\nVAR a ups.st", "VER", "atus \"OB\"\nupsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            Optional<UpsNews> tooEarly = connection.nextNews(Duration.ofMillis(20));
            String version = connection.ask("VER");

            assertEquals(Optional.empty(), tooEarly);
            assertEquals("upsd", version);
            assertEquals(new ValueChanged("a", "ups.status", "OB"), connection.nextNews(LONG).orElseThrow());
        }
    }

    @Test
    void closingFromAnotherThreadEndsAWait() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n"))) {
            NutConnection connection = open(server);
            connection.subscribe("a");
            CompletableFuture<IOException> waiting =
                CompletableFuture.supplyAsync(() -> assertThrows(IOException.class, () -> connection.nextNews(Duration.ofMinutes(1))));

            connection.close();

            assertTrue(waiting.get(20, TimeUnit.SECONDS) instanceof IOException);
        }
    }

    @Test
    void aLineThatNobodyAskedForEndsTheConnection() throws Exception {
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\nHello\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            assertThrows(IOException.class, () -> connection.nextNews(LONG));
            assertThrows(IOException.class, () -> connection.ask("VER"));
        }
    }

    @Test
    void aServerThatNamesEndlessVariablesIsNotListenedToForEver() throws Exception {
        StringBuilder endless = new StringBuilder();
        for (int i = 0; i < 17_000; i++) {
            endless.append("VAR a x").append(i).append(" \"1\"\n");
        }
        try (ScriptedServer server = server(Map.of("SUBSCRIBE a", "OK\n", "VER", endless + "upsd\n"));
            NutConnection connection = open(server)) {
            connection.subscribe("a");

            IOException fault = assertThrows(IOException.class, () -> connection.ask("VER"));

            assertTrue(fault.getMessage().startsWith("Protocol error: news of more than"), fault.getMessage());
        }
    }

    private static ScriptedServer server(Map<String, String> answers) throws IOException {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), answers);
    }

    private static NutConnection open(ScriptedServer server) throws IOException {
        return NutConnection.open("127.0.0.1", server.port(), LONG);
    }
}
