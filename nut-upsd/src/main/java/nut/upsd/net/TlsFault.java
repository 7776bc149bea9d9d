package nut.upsd.net;

import java.io.IOException;

/** TLS with one client failed, through what the client sent. Its message is safe to log: one line, printable, of bounded length. */
final class TlsFault extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    TlsFault(String reason) {
        super(printable(reason));
    }

    private static String printable(String reason) {
        String text = reason == null ? "no reason given" : reason.replaceAll("[^ -~]", "?");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
