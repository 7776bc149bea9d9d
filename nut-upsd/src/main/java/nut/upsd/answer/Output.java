package nut.upsd.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The answers of one turn of one connection, on their way to one write. The event loop owns a single one and empties it after each turn, so
 * that answering allocates nothing. The protocol is ASCII: what is outside space to DEL is left out, as NUT's parser leaves it out.
 */
public final class Output {
    private static final int ORDINARY_BYTES = 16 * 1024;
    private static final int KEPT_BYTES = 256 * 1024;

    private byte[] bytes = new byte[ORDINARY_BYTES];
    private int length;

    /** How many bytes wait. */
    public int length() {
        return length;
    }

    /** Adds bytes that are encoded already. */
    public Output bytes(byte[] encoded) {
        return bytes(encoded, encoded.length);
    }

    /** Adds the first of some bytes that are encoded already. */
    Output bytes(byte[] encoded, int count) {
        makeRoom(count);
        System.arraycopy(encoded, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** Adds text as it is. */
    public Output text(String text) {
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= 0x7F) {
                bytes[length++] = (byte) c;
            }
        }
        return this;
    }

    /** Adds text in quotes, with a backslash before each of {@code # \ "}, as NUT encodes a value. */
    public Output quoted(String value) {
        makeRoom(2 * value.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > 0x7F) {
                continue;
            }
            if (c == '#' || c == '\\' || c == '"') {
                bytes[length++] = '\\';
            }
            bytes[length++] = (byte) c;
        }
        bytes[length++] = '"';
        return this;
    }

    /** Adds one blank. */
    public Output blank() {
        return octet(' ');
    }

    /** Ends the line. */
    public Output end() {
        return octet('\n');
    }

    /** A view of what waits, valid until the next change. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** A copy of what was added since it was {@code from} bytes long. */
    public byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** Empties it; the room that an uncommonly long answer took is given back. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[ORDINARY_BYTES];
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private Output octet(int c) {
        makeRoom(1);
        bytes[length++] = (byte) c;
        return this;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
