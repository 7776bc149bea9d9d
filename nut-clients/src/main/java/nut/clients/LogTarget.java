package nut.clients;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.common.protocol.UpsAddress;

/** One UPS and where its lines go. It belongs to the thread that writes the log. */
final class LogTarget implements AutoCloseable {
    private final UpsAddress ups;
    private final String file;
    private final Duration timeout;
    private PrintStream out;
    private Optional<NutConnection> connection = Optional.empty();

    /**
     * A target.
     *
     * @param file   {@code -} for standard output
     * @param stdout what {@code -} means
     */
    LogTarget(UpsAddress ups, String file, PrintStream stdout, Duration timeout) {
        this.ups = ups;
        this.file = file;
        this.timeout = timeout;
        this.out = file.equals("-") ? stdout : open();
    }

    UpsAddress ups() {
        return ups;
    }

    String file() {
        return file;
    }

    boolean isStdout() {
        return file.equals("-");
    }

    /** Opens the file anew, which may be another one under the old name by now. */
    void reopen() {
        if (!isStdout()) {
            out.close();
            out = open();
        }
    }

    private PrintStream open() {
        try {
            return new PrintStream(new FileOutputStream(file, true), false, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AdminFault("could not open logfile " + e.getMessage());
        }
    }

    /** Connects if there is no connection. */
    void connect() throws IOException {
        if (connection.isEmpty()) {
            connection = Optional.of(NutConnection.open(ups.host(), ups.port(), timeout));
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
                return ups.toString();
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
        out.println(line);
        out.flush();
    }

    private String value(String name) {
        if (connection.isEmpty()) {
            return "NA";
        }
        try {
            return connection.get().variable(ups.ups(), name);
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
        if (!isStdout()) {
            out.close();
        }
    }
}
