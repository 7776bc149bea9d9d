package nut.common.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** As much of DER (X.690) as the older forms of private keys need: writing a value, and finding one in a sequence. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    /** Context-specific, constructed, number 0. */
    static final int CONTEXT_0 = 0xA0;

    private static final int LONG_FORM = 0x80;

    private Der() {
    }

    /** A value of these parts. */
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < LONG_FORM) {
            out.write(length);
        } else {
            int bytes = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(LONG_FORM | bytes);
            for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /**
     * The content of the first value with a tag inside a sequence.
     *
     * @return null when there is none
     * @throws IllegalArgumentException when it is no DER
     */
    static byte[] find(byte[] sequence, int tag) {
        int[] outer = header(sequence, 0);
        if (outer[0] != SEQUENCE) {
            throw new IllegalArgumentException("not a sequence");
        }
        int at = outer[1];
        int end = outer[1] + outer[2];
        while (at < end) {
            int[] inner = header(sequence, at);
            if (inner[0] == tag) {
                return Arrays.copyOfRange(sequence, inner[1], inner[1] + inner[2]);
            }
            at = inner[1] + inner[2];
        }
        return null;
    }

    /** Tag, place of the content, length of the content. */
    private static int[] header(byte[] bytes, int at) {
        if (at + 2 > bytes.length) {
            throw new IllegalArgumentException("cut short");
        }
        int length = bytes[at + 1] & 0xFF;
        int content = at + 2;
        if (length >= LONG_FORM) {
            int count = length & 0x7F;
            if (count == 0 || count > 3 || content + count > bytes.length) {
                throw new IllegalArgumentException("no length");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | bytes[content++] & 0xFF;
            }
        }
        if (content + length > bytes.length) {
            throw new IllegalArgumentException("cut short");
        }
        return new int[] {bytes[at] & 0xFF, content, length};
    }
}
