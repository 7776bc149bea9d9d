package nut.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class NutConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void aVariableComesOutOfItsQuotes() throws Exception {
        try (ScriptedServer server = server(Map.of("GET VAR su700 ups.id", "VAR su700 ups.id \"Rack \\\"4\\\" \\# 2\"\n"));
            NutConnection connection = open(server, LONG)) {
            String value = connection.variable("su700", "ups.id");

            assertEquals("Rack \"4\" # 2", value);
        }
    }

    @Test
    void aListComesOutLineByLineInItsOrder() throws Exception {
        try (ScriptedServer server = server(Map.of("LIST VAR su700", """
            BEGIN LIST VAR su700
            VAR su700 ups.status "OL CHRG"
            VAR su700 battery.charge "100"
            END LIST VAR su700
            """));
            NutConnection connection = open(server, LONG)) {
            List<List<String>> lines = connection.list("VAR", "su700");
            Map<String, String> variables = connection.variables("su700");

            assertEquals(List.of(List.of("VAR", "su700", "ups.status", "OL CHRG"), List.of("VAR", "su700", "battery.charge", "100")),
                lines);
            assertEquals("{ups.status=OL CHRG, battery.charge=100}", variables.toString());
        }
    }

    @Test
    void anErrorAnswerHasItsCodeAndItsPhraseAndTheConnectionGoesOn() throws Exception {
        try (ScriptedServer server = server(Map.of(
            "GET VAR a ups.status", "ERR DATA-STALE\n",
            "LIST VAR a", "BEGIN LIST VAR a\nERR DRIVER-NOT-CONNECTED\n",
            "FSD a", "ERR SOMETHING-NEW with a reason\r\n",
            "VER", "upsd\n"));
            NutConnection connection = open(server, LONG)) {
            ErrorAnswer stale = assertThrows(ErrorAnswer.class, () -> connection.variable("a", "ups.status"));
            ErrorAnswer inList = assertThrows(ErrorAnswer.class, () -> connection.list("VAR", "a"));
            ErrorAnswer unknown = assertThrows(ErrorAnswer.class, () -> connection.forcedShutdown("a"));

            assertEquals("DATA-STALE", stale.code());
            assertEquals("Data stale", stale.getMessage());
            assertEquals("Driver not connected", inList.getMessage());
            assertEquals("Unknown error (SOMETHING-NEW)", unknown.getMessage());
            assertEquals("upsd", connection.ask("VER"));
        }
    }

    @Test
    void wordsAreQuotedWhenTheGrammarWantsIt() throws Exception {
        try (ScriptedServer server = server(Map.of(
            "USERNAME upswired", "OK\n",
            "PASSWORD \"bl \\\"a\\\\h\\#\"", "OK\n",
            "LOGIN su700", "OK\n",
            "SET VAR su700 ups.id \"\"", "OK\n"));
            NutConnection connection = open(server, LONG)) {
            connection.login("su700", "upswired", "bl \"a\\h#");
            String answer = connection.ask("SET", "VAR", "su700", "ups.id", "");

            assertEquals("OK", answer);
        }
    }

    @Test
    void aWordThatWouldBeALineOfItsOwnIsNotSent() throws Exception {
        try (ScriptedServer server = server(Map.of("VER", "upsd\n"));
            NutConnection connection = open(server, LONG)) {
            assertThrows(IllegalArgumentException.class, () -> connection.ask("GET", "VAR", "a", "b\nFSD a"));
            assertThrows(IllegalArgumentException.class, () -> connection.ask("PASSWORD", "x".repeat(513)));

            assertEquals("upsd", connection.ask("VER"));
            assertEquals(List.of("VER"), server.requests);
        }
    }

    @Test
    void aServerOlderThanPrimaryIsAskedForMaster() throws Exception {
        try (ScriptedServer server = server(Map.of("PRIMARY a", "ERR UNKNOWN-COMMAND\n", "MASTER a", "OK MASTER-GRANTED\n"));
            NutConnection connection = open(server, LONG)) {
            connection.primary("a");

            assertEquals(List.of("PRIMARY a", "MASTER a"), server.requests);
        }
    }

    @Test
    void aRefusedPrimaryIsNotAskedForAgain() throws Exception {
        try (ScriptedServer server = server(Map.of("PRIMARY a", "ERR ACCESS-DENIED\n"));
            NutConnection connection = open(server, LONG)) {
            ErrorAnswer refused = assertThrows(ErrorAnswer.class, () -> connection.primary("a"));

            assertEquals("ACCESS-DENIED", refused.code());
            assertEquals(List.of("PRIMARY a"), server.requests);
        }
    }

    @Test
    void theNumberOfLoginsIsANumber() throws Exception {
        try (ScriptedServer server = server(Map.of("GET NUMLOGINS a", "NUMLOGINS a 2\n", "GET NUMLOGINS b", "NUMLOGINS b two\n"));
            NutConnection connection = open(server, LONG)) {
            int logins = connection.logins("a");
            IOException fault = assertThrows(IOException.class, () -> connection.logins("b"));

            assertEquals(2, logins);
            assertTrue(fault.getMessage().startsWith("Protocol error"), fault.getMessage());
        }
    }

    @Test
    void closingSaysLogout() throws Exception {
        try (ScriptedServer server = server(Map.of("LOGOUT", "OK Goodbye\n"))) {
            open(server, LONG).close();
            server.awaitEnd();

            assertEquals(List.of("LOGOUT"), server.requests);
        }
    }

    @Test
    void aServerThatSaysNothingEndsInATimeoutAndTheConnectionIsOver() throws Exception {
        try (ScriptedServer server = server(Map.of("VER", ""));
            NutConnection connection = open(server, SHORT)) {
            assertThrows(SocketTimeoutException.class, () -> connection.ask("VER"));
            IOException again = assertThrows(IOException.class, () -> connection.ask("VER"));

            assertEquals("the connection failed before; open another", again.getMessage());
            assertEquals(List.of("VER"), server.requests);
        }
    }

    @Test
    void aListWhoseLinesComeForEverSlowlyEndsInATimeout() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> drip(listening));

            try (NutConnection connection = NutConnection.open("127.0.0.1", listening.getLocalPort(), SHORT)) {
                assertThrows(SocketTimeoutException.class, () -> connection.list("VAR", "a"));
            }
        }
    }

    /** A line after each tenth of the time that the client has for all of them; after thirty lines the connection ends. */
    private static void drip(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write("BEGIN LIST VAR a\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 30; i++) {
                LockSupport.parkNanos(SHORT.toNanos() / 10);
                socket.getOutputStream().write("VAR a ups.load \"1\"\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    @Test
    void aServerThatGoesEndsTheConnection() throws Exception {
        try (ScriptedServer server = server(Map.of());
            NutConnection connection = open(server, LONG)) {
            EOFException gone = assertThrows(EOFException.class, () -> connection.ask("VER"));

            assertEquals("Server disconnected", gone.getMessage());
        }
    }

    @Test
    void anEndlessLineIsNotRead() throws Exception {
        try (ScriptedServer server = server(Map.of("VER", "x".repeat(5000)));
            NutConnection connection = open(server, LONG)) {
            IOException fault = assertThrows(IOException.class, () -> connection.ask("VER"));

            assertTrue(fault.getMessage().contains("a line of more than 4096 bytes"), fault.getMessage());
        }
    }

    @Test
    void anAnswerToAnotherQuestionIsNoAnswer() throws Exception {
        try (ScriptedServer server = server(Map.of("GET VAR a ups.status", "VAR b ups.status \"OB\"\n"));
            NutConnection connection = open(server, LONG)) {
            IOException fault = assertThrows(IOException.class, () -> connection.variable("a", "ups.status"));

            assertTrue(fault.getMessage().startsWith("Protocol error"), fault.getMessage());
        }
    }

    @Test
    void aServerOnIpv6IsReachedByItsAddress() throws Exception {
        try (ScriptedServer server = new ScriptedServer(InetAddress.getByName("::1"), Map.of("VER", "upsd\n"));
            NutConnection connection = NutConnection.open("::1", server.port(), LONG)) {
            assertEquals("upsd", connection.ask("VER"));
        }
    }

    @Test
    void anAddressThatIsKnownNeedsNoName() throws Exception {
        try (ScriptedServer server = server(Map.of("VER", "upsd\n"));
            NutConnection connection =
                NutConnection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), LONG)) {
            assertEquals("upsd", connection.ask("VER"));
        }
    }

    @Test
    void aPortNobodyListensAtRefuses() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        ConnectException refused = assertThrows(ConnectException.class, () -> NutConnection.open("127.0.0.1", port, LONG));

        assertEquals("Connection refused", refused.getMessage());
    }

    private static ScriptedServer server(Map<String, String> answers) throws IOException {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), answers);
    }

    private static NutConnection open(ScriptedServer server, Duration timeout) throws IOException {
        return NutConnection.open("127.0.0.1", server.port(), timeout);
    }
}
