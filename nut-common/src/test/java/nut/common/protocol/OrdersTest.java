package nut.common.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void anOrderIsTrackedToItsOutcome() throws Exception {
        try (ScriptedServer server = server(Map.of("SET TRACKING ON", "OK\n", "INSTCMD a beeper.toggle", "OK TRACKING 1-2\n",
            "GET TRACKING 1-2", "PENDING\n", "INSTCMD a test.battery.start 10", "OK TRACKING 3\n", "GET TRACKING 3", "SUCCESS\n"));
            NutConnection connection = open(server)) {
            Orders orders = new Orders(connection);
            orders.track();

            Optional<String> first = orders.instantCommand("a", "beeper.toggle");
            Optional<String> second = orders.instantCommand("a", "test.battery.start", "10");

            assertEquals(Outcome.PENDING, orders.outcome(first.orElseThrow()));
            assertEquals(Outcome.SUCCESS, orders.outcome(second.orElseThrow()));
        }
    }

    @Test
    void whatTheDriverCouldNotDoIsAnOutcomeAndNoError() throws Exception {
        try (ScriptedServer server = server(Map.of("GET TRACKING 1", "ERR FAILED\n", "GET TRACKING 2", "ERR INVALID-ARGUMENT\n",
            "GET TRACKING 3", "ERR UNKNOWN\n", "GET TRACKING 4", "ERR FEATURE-NOT-CONFIGURED\n"));
            NutConnection connection = open(server)) {
            Orders orders = new Orders(connection);

            assertEquals(Outcome.FAILED, orders.outcome("1"));
            assertEquals(Outcome.INVALID_ARGUMENT, orders.outcome("2"));
            assertEquals(Outcome.UNKNOWN, orders.outcome("3"));
            assertThrows(ErrorAnswer.class, () -> orders.outcome("4"));
        }
    }

    @Test
    void withoutTrackingThereIsNoId() throws Exception {
        try (ScriptedServer server = server(Map.of("SET VAR a ups.id \"Rack 4\"", "OK\n", "SET VAR a ups.id x", "ERR READONLY\n"));
            NutConnection connection = open(server)) {
            Orders orders = new Orders(connection);

            Optional<String> id = orders.set("a", "ups.id", "Rack 4");
            ErrorAnswer refused = assertThrows(ErrorAnswer.class, () -> orders.set("a", "ups.id", "x"));

            assertEquals(Optional.empty(), id);
            assertEquals("READONLY", refused.code());
        }
    }

    private static ScriptedServer server(Map<String, String> answers) throws IOException {
        return new ScriptedServer(InetAddress.getLoopbackAddress(), answers);
    }

    private static NutConnection open(ScriptedServer server) throws IOException {
        return NutConnection.open("127.0.0.1", server.port(), Duration.ofSeconds(20));
    }
}
