package nut.upsd.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes requests from the bytes of a connection, in NUT's grammar and within NUT's limits (parseconf: 32 words of 512 characters; what is
 * beyond is left out, not refused). It reads byte by byte because a request may come in pieces and may span lines: inside quotes, and after
 * a backslash, the end of a line does not end the request. However long a line is, no more than the limits is kept.
 *
 * <pre>
 *            blank, "="                       blank, "="
 *   BETWEEN ------------> BETWEEN      WORD ------------> BETWEEN       a newline in BETWEEN, WORD or COMMENT ends the request
 *   BETWEEN --- other --> WORD         WORD ----- \ ----> WORD_ESCAPE   ("any" takes the next byte as it is, a newline is dropped)
 *   BETWEEN ----- \ ----> WORD_ESCAPE --- any --> WORD
 *   BETWEEN ----- " ----> QUOTED ----- " ----> BETWEEN
 *                         QUOTED ----- \ ----> QUOTED_ESCAPE --- any --> QUOTED
 *                         QUOTED ----- # ----> REFUSED --- newline --> BROKEN, no answer
 *   BETWEEN or WORD ----- # ----> COMMENT
 * </pre>
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

    private enum State { BETWEEN, WORD, WORD_ESCAPE, QUOTED, QUOTED_ESCAPE, COMMENT, REFUSED }

    private static final int MOST_WORDS = 32;
    private static final int MOST_CHARACTERS = 512;
    private static final int ORDINARY_CHARACTERS = 32;

    private State state = State.BETWEEN;
    private byte[] word = new byte[ORDINARY_CHARACTERS];
    private int length;
    private List<String> words = new ArrayList<>(4);

    /** Takes bytes up to the end of the next request, or all of them when it is not complete. */
    public Found feed(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte c = in.get();
            switch (state) {
                case BETWEEN -> {
                    if (c == '\n') {
                        return Found.REQUEST;
                    }
                    between(c);
                }
                case WORD -> {
                    if (c == '\n') {
                        endOfWord();
                        state = State.BETWEEN;
                        return Found.REQUEST;
                    }
                    inWord(c);
                }
                case QUOTED -> quoted(c);
                case WORD_ESCAPE -> {
                    collect(c);
                    state = State.WORD;
                }
                case QUOTED_ESCAPE -> {
                    collect(c);
                    state = State.QUOTED;
                }
                default -> {
                    if (c == '\n') {
                        return endOfIgnored();
                    }
                }
            }
        }
        return Found.NOTHING;
    }

    /** The words of the request that is complete. They are the caller's; the next request gets a list of its own. */
    public List<String> words() {
        List<String> complete = words;
        words = new ArrayList<>(4);
        if (word.length > 2 * ORDINARY_CHARACTERS) {
            word = new byte[ORDINARY_CHARACTERS];
        }
        return complete;
    }

    private void between(byte c) {
        if (c == '#') {
            state = State.COMMENT;
        } else if (c == '\\') {
            state = State.WORD_ESCAPE;
        } else if (c == '"') {
            state = State.QUOTED;
        } else if (c == '=') {
            collect(c);
            endOfWord();
        } else if (!isBlank(c)) {
            collect(c);
            state = State.WORD;
        }
    }

    private void inWord(byte c) {
        if (c == '#') {
            endOfWord();
            state = State.COMMENT;
        } else if (c == '\\') {
            state = State.WORD_ESCAPE;
        } else if (c == '=') {
            endOfWord();
            collect(c);
            endOfWord();
            state = State.BETWEEN;
        } else if (isBlank(c)) {
            endOfWord();
            state = State.BETWEEN;
        } else {
            collect(c);
        }
    }

    private void quoted(byte c) {
        if (c == '#') {
            state = State.REFUSED;
        } else if (c == '"') {
            endOfWord();
            state = State.BETWEEN;
        } else if (c == '\\') {
            state = State.QUOTED_ESCAPE;
        } else {
            collect(c);
        }
    }

    private Found endOfIgnored() {
        boolean broken = state == State.REFUSED;
        state = State.BETWEEN;
        if (!broken) {
            return Found.REQUEST;
        }
        length = 0;
        words.clear();
        return Found.BROKEN;
    }

    private void collect(byte c) {
        if (c < ' ' || length == MOST_CHARACTERS) {
            return;
        }
        if (length == word.length) {
            word = Arrays.copyOf(word, Math.min(2 * length, MOST_CHARACTERS));
        }
        word[length++] = c;
    }

    private void endOfWord() {
        if (words.size() < MOST_WORDS) {
            words.add(new String(word, 0, length, StandardCharsets.ISO_8859_1));
        }
        length = 0;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
