package nut.common.protocol;

import java.io.IOException;
import java.util.Optional;

/**
 * What UPSes are told to do over a connection, and what became of it. {@link NutConnection#authenticate} has to come first: otherwise each
 * order ends in an ErrorAnswer, USERNAME-REQUIRED or PASSWORD-REQUIRED. For the connection's thread.
 */
public final class Orders {
    private static final String TRACKED = "OK TRACKING ";

    private final NutConnection connection;

    /** Orders over this connection, which stays the caller's to close. */
    public Orders(NutConnection connection) {
        this.connection = connection;
    }

    /**
     * Has the server keep track of what becomes of requests from now on: SET TRACKING ON. {@link #instantCommand} and {@link #set} then
     * give ids for {@link #outcome}.
     *
     * @throws ErrorAnswer INVALID-ARGUMENT from a server before NUT 2.8
     */
    public void track() throws IOException, ErrorAnswer {
        connection.ask("SET", "TRACKING", "ON");
    }

    /**
     * Runs an instant command: INSTCMD. The answer says that the driver was told, not that it has done it.
     *
     * @param parameter at most one
     * @return the id for {@link #outcome}; empty without {@link #track}
     * @throws ErrorAnswer such as CMD-NOT-SUPPORTED, ACCESS-DENIED, INSTCMD-FAILED
     */
    public Optional<String> instantCommand(String ups, String command, String... parameter) throws IOException, ErrorAnswer {
        if (parameter.length > 1) {
            throw new IllegalArgumentException("an instant command takes one parameter at most");
        }
        String answer = parameter.length == 0 ? connection.ask("INSTCMD", ups, command)
            : connection.ask("INSTCMD", ups, command, parameter[0]);
        return trackingId(answer);
    }

    /**
     * Sets a variable: SET VAR. The answer says that the driver was told, not that the UPS took it.
     *
     * @return the id for {@link #outcome}; empty without {@link #track}
     * @throws ErrorAnswer such as VAR-NOT-SUPPORTED, READONLY, TOO-LONG, INVALID-VALUE, ACCESS-DENIED, SET-FAILED
     */
    public Optional<String> set(String ups, String variable, String value) throws IOException, ErrorAnswer {
        return trackingId(connection.ask("SET", "VAR", ups, variable, value));
    }

    /**
     * What became of a request: GET TRACKING. The server says nothing by itself, so ask again while it is {@link Outcome#PENDING}.
     *
     * @param id from {@link #instantCommand} or {@link #set}
     * @throws ErrorAnswer FEATURE-NOT-CONFIGURED without {@link #track} on this connection
     */
    public Outcome outcome(String id) throws IOException, ErrorAnswer {
        String answer;
        try {
            answer = connection.ask("GET", "TRACKING", id);
        } catch (ErrorAnswer e) {
            return switch (e.code()) {
                case "UNKNOWN" -> Outcome.UNKNOWN;
                case "INVALID-ARGUMENT" -> Outcome.INVALID_ARGUMENT;
                case "FAILED" -> Outcome.FAILED;
                default -> throw e;
            };
        }
        return switch (answer) {
            case "PENDING" -> Outcome.PENDING;
            case "SUCCESS" -> Outcome.SUCCESS;
            default -> throw new IOException("Protocol error: the answer to GET TRACKING is no outcome");
        };
    }

    private static Optional<String> trackingId(String answer) throws IOException {
        if (!answer.startsWith("OK")) {
            throw new IOException("Protocol error: the answer is neither OK nor ERR");
        }
        return answer.startsWith(TRACKED) ? Optional.of(answer.substring(TRACKED.length())) : Optional.empty();
    }
}
