package nut.clients;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import nut.common.AdminFault;

/** Standard output, error and input. Passwords are asked for without echo when there is a terminal. */
final class Streams {
    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final boolean terminal;

    private Streams(PrintStream out, PrintStream err, InputStream in, boolean terminal) {
        this.out = out;
        this.err = err;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 1024);
        this.terminal = terminal;
    }

    /** Those of the process. */
    static Streams ofProcess() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.ISO_8859_1);
        return new Streams(out, System.err, System.in, true);
    }

    /** Any others; no terminal. */
    static Streams of(PrintStream out, PrintStream err, InputStream in) {
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

    /** Asks for a line. */
    String ask(String prompt) throws IOException {
        out.print(prompt);
        out.flush();
        String line = in.readLine();
        if (line == null) {
            throw new AdminFault("Error reading from stdin!");
        }
        return line;
    }

    /** Asks for a line that nobody shall see. */
    String askSecretly(String prompt) throws IOException {
        Console console = terminal ? System.console() : null;
        if (console == null || !console.isTerminal()) {
            return ask(prompt);
        }
        char[] secret = console.readPassword("%s", prompt);
        if (secret == null) {
            throw new AdminFault("Error reading from the terminal!");
        }
        return new String(secret);
    }
}
