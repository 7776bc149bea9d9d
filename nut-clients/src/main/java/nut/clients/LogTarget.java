package nut.clients;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Optional;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** One UPS and where its lines go. It belongs to the thread that writes the log. */
final class LogTarget implements AutoCloseable {
    private final Spec spec;
    private final LogFile file;
    private final Connector connector;
    private Optional<NutConnection> connection = Optional.empty();

    /**
     * A UPS and its file, not yet open.
     *
     * @param ups  where it is served
     * @param file as the admin wrote it; {@code -} for standard output
     */
    record Spec(UpsAddress ups, String file) {
        /** Whether the lines go to standard output. */
        boolean isStdout() {
            return LogFile.isStdout(file);
        }
    }

    /**
     * A target.
     *
     * @param file    where its lines go
     * @param connector reaches the server
     */
    LogTarget(Spec spec, LogFile file, Connector connector) {
        this.spec = spec;
        this.file = file;
        this.connector = connector;
    }

    /** Connects if there is no connection. */
    void connect() throws IOException {
        if (connection.isEmpty()) {
            connection = Optional.of(connector.open(spec.ups()));
        }
    }

    void disconnect() {
        connection.ifPresent(NutConnection::close);
        connection = Optional.empty();
    }

    /** Writes one line. A variable that cannot be had is {@code NA}; the next line tries again. */
    void write(LogFormat format, String host, ZonedDateTime now) {
        String line = format.line(new LogFormat.Facts() {
            @Override
            public String host() {
                return host;
            }

            @Override
            public String upsHost() {
                return spec.ups().toString();
            }

            @Override
            public ZonedDateTime time() {
                return now;
            }

            @Override
            public String variable(String name) {
                return value(name);
            }
        });
        file.write(line);
    }

    private String value(String name) {
        if (connection.isEmpty()) {
            return "NA";
        }
        try {
            return connection.get().variable(spec.ups().ups(), name);
        } catch (ErrorAnswer | IllegalArgumentException e) {
            return "NA";
        } catch (IOException e) {
            disconnect();
            return "NA";
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
