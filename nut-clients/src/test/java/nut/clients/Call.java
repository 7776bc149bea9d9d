package nut.clients;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** One call of a program: what it wrote and its exit code. */
record Call(int exit, String out, String err) {
    /** A program's entry. */
    interface Entry {
        int run(String[] args, Streams streams);
    }

    static Call of(Entry entry, String... args) {
        return typing("", entry, args);
    }

    /** The same with somebody at the keyboard. */
    static Call typing(String typed, Entry entry, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(out,
            new PrintStream(err, false, StandardCharsets.ISO_8859_1),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.ISO_8859_1)));
        int exit = entry.run(args, streams);
        return new Call(exit, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.ISO_8859_1));
    }
}
