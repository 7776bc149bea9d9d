package nut.driver.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What happened, line by line, for people and for programs. Fields are parted by blanks:
 *
 * <pre>
 *     boot time         since start     kind
 *     5423.028811204    +12.402817      EVENT   MAINS LOST
 *     5423.032982113    +12.406988      TX      21 !          a byte from the UPS is complete at the computer
 *     5423.051200871    +12.425207      RX      51 Q          a byte from the computer is complete at the UPS
 *     5424.000127555    +13.374133      CONTROL mains on
 * </pre>
 * Times are seconds: CLOCK_BOOTTIME, which all processes of a machine share, and those since the simulation began. Owned by one thread.
 */
final class EventLog implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;

    private final Writer out;
    private final long began;

    private EventLog(Writer out, long began) {
        this.out = out;
        this.began = began;
    }

    /** A log that nobody reads. */
    static EventLog none() {
        return new EventLog(Writer.nullWriter(), 0);
    }

    /** A log in a file, or on standard error when the path is "-". */
    static EventLog open(Path file, long nowNanos) throws IOException {
        Writer out = file.toString().equals("-")
            ? new BufferedWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8)) : Files.newBufferedWriter(file);
        return new EventLog(out, nowNanos);
    }

    void event(long nanos, String what) {
        line(nanos, "EVENT   ", what);
    }

    void control(long nanos, String what) {
        line(nanos, "CONTROL ", what);
    }

    /** A byte from the UPS. */
    void sent(long nanos, byte value) {
        line(nanos, "TX      ", shown(value));
    }

    /** A byte from the computer. */
    void heard(long nanos, byte value) {
        line(nanos, "RX      ", shown(value));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void line(long nanos, String kind, String what) {
        StringBuilder line = new StringBuilder(80);
        seconds(line, nanos, 9);
        line.append(" +");
        seconds(line, nanos - began, 6);
        line.append(' ').append(kind).append(what).append('\n');
        try {
            out.append(line);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("the log cannot be written", failed);
        }
    }

    private static void seconds(StringBuilder line, long nanos, int decimals) {
        String fraction = Long.toString(SECOND + nanos % SECOND);
        line.append(nanos / SECOND).append('.').append(fraction, 1, 1 + decimals);
    }

    private static String shown(byte value) {
        int code = value & 0xFF;
        String hex = code < 0x10 ? "0" + Integer.toHexString(code).toUpperCase() : Integer.toHexString(code).toUpperCase();
        return switch (code) {
            case '\r' -> hex + " CR";
            case '\n' -> hex + " LF";
            case ' ' -> hex + " SP";
            case 0x7F -> hex + " DEL";
            default -> code > 0x7F ? hex : code < ' ' ? hex + " ^" + (char) (code + '@') : hex + " " + (char) code;
        };
    }
}
