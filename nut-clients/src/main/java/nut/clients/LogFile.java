package nut.clients;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import nut.common.AdminFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where lines go: a file, which several UPSes may share, or standard output. It belongs to the thread that writes the log. */
final class LogFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);

    private final String name;
    private final Streams streams;
    private Optional<OutputStream> file;
    private boolean failing;

    private LogFile(String name, Streams streams) {
        this.name = name;
        this.streams = streams;
        this.file = isStdout(name) ? Optional.empty() : Optional.of(openFile());
    }

    /** Whether that name stands for standard output. */
    static boolean isStdout(String name) {
        return name.equals("-");
    }

    /**
     * Opens it, for lines to be added.
     *
     * @throws AdminFault when that cannot be done
     */
    static LogFile open(String name, Streams streams) {
        return new LogFile(name, streams);
    }

    /** A daemon works at /, so a relative path is taken from where it was started. */
    private OutputStream openFile() {
        try {
            return new FileOutputStream(Path.of(name).toAbsolutePath().toFile(), true);
        } catch (IOException e) {
            throw new AdminFault("could not open logfile " + e.getMessage()
                + "; its directory must be there, and writable for this user");
        }
    }

    /** Opens the file anew, which may be another one under the old name by now. */
    void reopen() {
        if (file.isPresent()) {
            close();
            file = Optional.of(openFile());
        }
    }

    /**
     * Writes a line, in one piece. A file that takes none, on a full disk for example, costs the line and is complained about once.
     *
     * @throws AdminFault if it is standard output and takes none
     */
    void write(String line) {
        if (file.isEmpty()) {
            streams.out().println(line);
            streams.out().flush();
            streams.failure().ifPresent(failure -> {
                throw new AdminFault("Error: cannot write to standard output: " + failure.getMessage());
            });
            return;
        }
        try {
            file.get().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.error("cannot write to {}: {}; lines are lost until it can be written to again", name, e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        file.ifPresent(stream -> {
            try {
                stream.close();
            } catch (IOException e) {
                LOG.error("cannot close {}: {}", name, e.getMessage());
            }
        });
    }
}
