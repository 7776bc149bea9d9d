package nut.clients;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.posix.TerminalEcho;

/**
 * Standard output, error and input, byte for byte (ISO 8859-1). What goes wrong with the output is remembered. Passwords are asked for
 * without echo when they are typed at a terminal.
 */
final class Streams {
    private static final int STANDARD_INPUT = 0;

    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final boolean ofProcess;
    private final Watched watched;

    private Streams(OutputStream out, PrintStream err, InputStream in, boolean ofProcess) {
        this.watched = new Watched(out);
        this.out = new PrintStream(new BufferedOutputStream(watched), false, StandardCharsets.ISO_8859_1);
        this.err = err;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 1024);
        this.ofProcess = ofProcess;
    }

    /** A PrintStream swallows what goes wrong; this keeps the first of it. */
    private static final class Watched extends OutputStream {
        private final OutputStream to;
        private volatile IOException failure;

        Watched(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }

    /** Those of the process. */
    static Streams ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.ISO_8859_1);
        return new Streams(new FileOutputStream(FileDescriptor.out), err, System.in, true);
    }

    /** Any others; no terminal. */
    static Streams of(OutputStream out, PrintStream err, InputStream in) {
        return new Streams(out, err, in, false);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    void flush() {
        out.flush();
        err.flush();
    }

    /** What went wrong with standard output first, if anything. */
    Optional<IOException> failure() {
        return Optional.ofNullable(watched.failure);
    }

    /** Whether nobody is left who would read; for the JDK that is no type of its own, but strerror(EPIPE). */
    static boolean isBrokenPipe(IOException failure) {
        return "Broken pipe".equals(failure.getMessage());
    }

    /** Asks for a line. */
    String ask(String prompt) throws IOException {
        out.print(prompt);
        out.flush();
        return line();
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new AdminFault("Error reading from stdin!");
        }
        return line;
    }

    /** Asks, on standard error, for a line that nobody shall see. Who types as soon as the question stands there is not too early. */
    String askSecretly(String prompt) throws IOException {
        Optional<TerminalEcho> terminal = ofProcess ? TerminalEcho.off(STANDARD_INPUT) : Optional.empty();
        if (terminal.isEmpty()) {
            return answer(prompt);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(terminal.get()::close));
        try {
            return answer(prompt);
        } finally {
            terminal.get().close();
            err.println();
        }
    }

    private String answer(String prompt) throws IOException {
        err.print(prompt);
        err.flush();
        return line();
    }
}
