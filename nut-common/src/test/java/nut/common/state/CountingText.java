package nut.common.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Snapshot texts that prove themselves: number n stands in every 16-byte piece, and how many pieces there are follows from n. */
final class CountingText {
    private static final int PIECE = 16;
    private static final int MOST_PIECES = 61;

    private CountingText() {
    }

    static byte[] of(long number) {
        byte[] piece = ("n " + String.valueOf(1_000_000_000_000L + number) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[PIECE * (int) (number % MOST_PIECES + 1)];
        for (int at = 0; at < text.length; at += PIECE) {
            System.arraycopy(piece, 0, text, at, PIECE);
        }
        return text;
    }

    /** The number, or -1 when the text is not one that {@link #of} makes. */
    static long number(byte[] text) {
        if (text.length < PIECE) {
            return -1;
        }
        String digits = new String(text, 2, PIECE - 3, StandardCharsets.US_ASCII);
        if (!digits.matches("\\d+")) {
            return -1;
        }
        long number = Long.parseLong(digits) - 1_000_000_000_000L;
        return Arrays.equals(text, of(number)) ? number : -1;
    }
}
