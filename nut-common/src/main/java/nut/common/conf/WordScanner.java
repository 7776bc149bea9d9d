package nut.common.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes one logical line apart, a character at a time. Fed with the same characters it ends with the same words as NUT's parseconf.c:
 *
 * <pre>
 *             blank                          any other            blank, newline, #, =
 *            +-----+   +---------------------------------> WORD ----------------------> (word ends)
 *            v     |   |          \              \ +------^  |
 *  start --> BETWEEN --+---------------> ESCAPED --+         | #
 *            |   |     |  newline = go on in WORD            v
 *    newline |   | #   | "                                COMMENT --newline--> ENDED
 *            v   v     v          "
 *        ENDED COMMENT QUOTED ----------> (word ends) BETWEEN
 *                      |  ^ \
 *                    # |  +---> QUOTED_ESCAPED (newline = go on in QUOTED)
 *                      v
 *                    BROKEN
 * </pre>
 *
 * <p>Facts that surprise: a quote inside a word is an ordinary character; a newline in quotes is left out and the quotes stay open; after
 * backslash-newline the scanner is inside a word, even if none had begun, so a blank at the start of the next line ends an empty word; only
 * the bytes 0x20 to 0x7f enter a word, all others are left out.
 */
public final class WordScanner {
    /** The most characters of a word, as in NUT (parseconf.h): what goes beyond is left out. */
    public static final int MAX_WORD_LENGTH = 512;
    /** The most words of a line, as in NUT: what goes beyond is left out. */
    static final int MAX_WORDS = 32;
    /** What a short String costs beside its characters. */
    private static final int STRING_BYTES = 56;

    /** Where in the grammar the scanner is. */
    public enum State { BETWEEN, WORD, ESCAPED, QUOTED, QUOTED_ESCAPED, COMMENT, ENDED, BROKEN }

    private final StringBuilder word = new StringBuilder(64);
    private List<String> words = new ArrayList<>();
    private State state = State.BETWEEN;
    private Oddities oddities = new Oddities();

    /** What a line held that NUT lets pass, but its author ought to know. */
    static final class Oddities {
        int leftOutByte = -1;
        boolean newlineInQuotes;
        boolean quoteInWord;
        boolean emptyAfterContinuation;
        boolean wordTooLong;
        boolean tooManyWords;
    }

    /** A scanner before its first line. */
    public WordScanner() {
    }

    /** Where the last character has led. */
    public State state() {
        return state;
    }

    Oddities oddities() {
        return oddities;
    }

    /** About how many bytes of memory the line takes as far as it has come. */
    public int heldBytes() {
        int held = word.capacity();
        for (String one : words) {
            held += STRING_BYTES + one.length();
        }
        return held;
    }

    /** The words of the line; then the scanner is ready for the next one. */
    public List<String> take() {
        List<String> taken = words;
        words = new ArrayList<>();
        word.setLength(0);
        oddities = new Oddities();
        state = State.BETWEEN;
        return taken;
    }

    /** The text is over: what is being collected becomes a word, also without a newline. */
    void finish() {
        if (!word.isEmpty()) {
            endWord();
        }
    }

    /**
     * Takes one more character.
     *
     * @return ENDED when the line is complete and BROKEN when it cannot be: in either case {@link #take} comes next
     */
    public State accept(char c) {
        state = switch (state) {
            case BETWEEN -> between(c);
            case WORD -> inWord(c);
            case ESCAPED -> escaped(c, State.WORD);
            case QUOTED -> quoted(c);
            case QUOTED_ESCAPED -> escaped(c, State.QUOTED);
            case COMMENT -> c == '\n' ? State.ENDED : State.COMMENT;
            case ENDED, BROKEN -> throw new IllegalStateException("take() comes before the next line");
        };
        return state;
    }

    private State between(char c) {
        if (isBlank(c)) {
            return c == '\n' ? State.ENDED : State.BETWEEN;
        }
        return switch (c) {
            case '#' -> State.COMMENT;
            case '\\' -> State.ESCAPED;
            case '"' -> State.QUOTED;
            case '=' -> {
                collect(c);
                endWord();
                yield State.BETWEEN;
            }
            default -> {
                collect(c);
                yield State.WORD;
            }
        };
    }

    private State inWord(char c) {
        if (isBlank(c) || c == '#' || c == '=') {
            oddities.emptyAfterContinuation |= word.isEmpty() && oddities.leftOutByte < 0;
            endWord();
            return between(c);
        }
        if (c == '\\') {
            return State.ESCAPED;
        }
        oddities.quoteInWord |= c == '"';
        collect(c);
        return State.WORD;
    }

    private State quoted(char c) {
        switch (c) {
            case '#' -> {
                return State.BROKEN;
            }
            case '"' -> {
                endWord();
                return State.BETWEEN;
            }
            case '\\' -> {
                return State.QUOTED_ESCAPED;
            }
            case '\n' -> oddities.newlineInQuotes = true;
            default -> collect(c);
        }
        return State.QUOTED;
    }

    private State escaped(char c, State next) {
        if (c != '\n') {
            collect(c);
        }
        return next;
    }

    private void collect(char c) {
        if (c < 0x20 || c > 0x7f) {
            oddities.leftOutByte = c;
        } else if (word.length() >= MAX_WORD_LENGTH) {
            oddities.wordTooLong = true;
        } else {
            word.append(c);
        }
    }

    private void endWord() {
        if (words.size() >= MAX_WORDS) {
            oddities.tooManyWords = true;
        } else {
            words.add(word.toString());
        }
        word.setLength(0);
    }

    /** C's isspace. */
    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
