package nut.upsd.net;

import java.nio.ByteBuffer;
import java.util.List;
import nut.common.conf.WordScanner;

/**
 * Makes requests from the bytes of a connection. A request may come in pieces, and may span lines where the grammar says so. However long a
 * line is, no more is kept of it than NUT's limits allow (32 words of 512 characters); what is beyond is left out, not refused.
 */
public final class RequestReader {
    /** What the bytes amounted to. */
    public enum Found {
        /** More bytes are needed. */
        NOTHING,
        /** A request is complete; {@link RequestReader#words} has it. */
        REQUEST,
        /** A line that the grammar does not allow is over. NUT leaves it without an answer. */
        BROKEN
    }

    private final KnownLines known;
    private final WordScanner scanner = new WordScanner();
    private List<String> words;
    private boolean atStart = true;
    private boolean broken;

    /** A reader for itself. */
    public RequestReader() {
        this(new KnownLines());
    }

    /** A reader of one connection of many. */
    RequestReader(KnownLines known) {
        this.known = known;
    }

    /** Takes bytes up to the end of the next request, or all of them when it is not complete. */
    public Found feed(ByteBuffer in) {
        words = atStart ? known.take(in) : null;
        if (words != null) {
            return Found.REQUEST;
        }
        int begin = in.position();
        boolean whole = atStart;
        Found found = scan(in);
        atStart = found != Found.NOTHING || atStart && in.position() == begin;
        if (found == Found.REQUEST) {
            words = scanner.take();
            if (whole) {
                known.learn(in, begin, words);
            }
        }
        return found;
    }

    private Found scan(ByteBuffer in) {
        while (in.hasRemaining()) {
            char c = (char) (in.get() & 0xFF);
            if (broken) {
                if (c == '\n') {
                    broken = false;
                    return Found.BROKEN;
                }
                continue;
            }
            switch (scanner.accept(c)) {
                case ENDED -> {
                    return Found.REQUEST;
                }
                case BROKEN -> {
                    scanner.take();
                    broken = true;
                }
                default -> {
                    continue;
                }
            }
        }
        return Found.NOTHING;
    }

    /** The words of the request that is complete. To be called once before the next {@link #feed}. */
    public List<String> words() {
        return words;
    }

    /** About how many bytes of memory the request takes as far as it has come. */
    int heldBytes() {
        return scanner.heldBytes();
    }
}
