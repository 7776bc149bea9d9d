package nut.upsd.net;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The words of lines that clients send again and again, so that such a line is taken apart once and afterwards only compared. Remembers
 * questions alone, which begin with G or L: no password stays here. {@value #PLACES} lines of at most {@value #MOST_BYTES} bytes; a line
 * whose place is taken replaces the one before it, so whatever clients send costs them the gain and no memory. One for all connections,
 * owned by the event loop.
 */
final class KnownLines {
    private static final int PLACES = 256;
    private static final int MOST_BYTES = 80;

    private final Known[] places = new Known[PLACES];

    /** Bytes up to and with the newline, and what they mean. */
    private record Known(ByteBuffer line, List<String> words) {
    }

    /**
     * The words of the line that begins at the buffer's position. If it is known, the position moves behind it.
     *
     * @return null when there is no whole line, or it is not known
     */
    List<String> take(ByteBuffer in) {
        int length = length(in);
        if (length == 0) {
            return null;
        }
        Known known = places[place(in, length)];
        if (known == null || known.line.limit() != length) {
            return null;
        }
        int begin = in.position();
        for (int i = 0; i < length; i++) {
            if (known.line.get(i) != in.get(begin + i)) {
                return null;
            }
        }
        in.position(begin + length);
        return known.words;
    }

    /**
     * Remembers a line.
     *
     * @param in    where it came from
     * @param begin the index at which the line began; its first newline is the last byte before the buffer's position, or it is one that
     *              the grammar went on behind, and nothing is remembered
     */
    void learn(ByteBuffer in, int begin, List<String> words) {
        ByteBuffer line = in.duplicate().position(begin);
        int length = length(line);
        if (length == 0 || length != in.position() - begin) {
            return;
        }
        places[place(line, length)] = new Known(ByteBuffer.allocate(length).put(0, line, begin, length), List.copyOf(words));
    }

    /** How long the line is, with its newline; 0 when it is not whole, too long, or no question. */
    private static int length(ByteBuffer in) {
        int begin = in.position();
        int most = Math.min(in.limit() - begin, MOST_BYTES);
        if (most == 0 || in.get(begin) != 'G' && in.get(begin) != 'L') {
            return 0;
        }
        for (int i = 1; i < most; i++) {
            if (in.get(begin + i) == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int place(ByteBuffer in, int length) {
        int hash = length;
        for (int i = in.position(); i < in.position() + length; i++) {
            hash = 31 * hash + in.get(i);
        }
        return (hash ^ hash >>> 8 ^ hash >>> 16) & PLACES - 1;
    }
}
