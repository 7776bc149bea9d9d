package nut.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/**
 * Something the UPS is to do, INSTCMD or SET VAR, and with -w the wait for what became of it. The server's answer goes to standard error,
 * as NUT has it.
 */
final class Order {
    private static final String ACCEPTED = "OK TRACKING ";
    private static final long BETWEEN_QUESTIONS_NANOS = Duration.ofMillis(100).toNanos();

    private final NutConnection server;
    private final Streams streams;
    private final boolean wait;
    private final Duration atMost;

    private Order(NutConnection server, Streams streams, boolean wait, Duration atMost) {
        this.server = server;
        this.streams = streams;
        this.wait = wait;
        this.atMost = atMost;
    }

    /** The flags that go with it. */
    static Program withFlags(Program program) {
        return program
            .value("-u", "USER", "the name for the server; asked for if it is left out")
            .value("-p", "PASSWORD", "the password for the server; asked for if it is left out")
            .flag("-w", "wait until the driver says what became of it")
            .value("-t", "SECONDS", "how long to wait with -w (10)");
    }

    /** Makes ready; with -w the server is told to keep track. */
    static Order prepare(NutConnection server, Streams streams, Given given) throws IOException {
        boolean wait = given.has("-w");
        Duration atMost = trackingTime(given);
        if (wait) {
            try {
                String answer = server.ask("SET", "TRACKING", "ON");
                if (!answer.startsWith("OK")) {
                    throw new AdminFault("Enabling status tracking failed. upsd answered: " + answer);
                }
            } catch (ErrorAnswer e) {
                throw new AdminFault("Enabling status tracking failed: " + e.getMessage());
            }
        }
        return new Order(server, streams, wait, atMost);
    }

    private static Duration trackingTime(Given given) {
        try {
            return Duration.ofSeconds(Program.seconds(given, "-t", 10));
        } catch (AdminFault wrong) {
            throw new AdminFault("Could not convert the provided value for timeout ('-t' option) to unsigned int: " + wrong.getMessage());
        }
    }

    /**
     * Gives the order and shows the answer.
     *
     * @return the exit code; unlike NUT's, it is 1 when the driver says that the order failed
     */
    int give(String... words) throws IOException {
        String answer = ask(words);
        if (!answer.startsWith("OK")) {
            throw new AdminFault("Unexpected response from upsd: " + answer);
        }
        if (!wait || !answer.startsWith(ACCEPTED)) {
            streams.err().println(answer);
            return 0;
        }
        String outcome = outcome(answer.substring(ACCEPTED.length()));
        streams.err().println(outcome);
        return outcome.startsWith("ERR") ? 1 : 0;
    }

    private String outcome(String id) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        String outcome = ask("GET", "TRACKING", id);
        while (outcome.startsWith("PENDING")) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AdminFault("Can't receive status tracking information: timeout");
            }
            LockSupport.parkNanos(BETWEEN_QUESTIONS_NANOS);
            outcome = ask("GET", "TRACKING", id);
        }
        return outcome;
    }

    /** The answer, an ERR too. */
    private String ask(String... words) throws IOException {
        try {
            return server.ask(words);
        } catch (ErrorAnswer e) {
            return "ERR " + e.code();
        } catch (IllegalArgumentException e) {
            throw new AdminFault("Error: " + e.getMessage());
        }
    }
}
