package nut.common.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import nut.common.conf.WordScanner;

/** A line of a snapshot's text that gives a variable its value: {@code SETINFO name "value"}. */
record ValueLine(String name, String value) {
    private static final byte[] STATEMENT = "SETINFO ".getBytes(StandardCharsets.US_ASCII);
    private static final int WORDS = 3;

    /**
     * Reads a line.
     *
     * @param from where it begins
     * @param to   where it ends, without its newline
     * @return what it says, or null when it is another line
     */
    static ValueLine of(byte[] text, int from, int to) {
        ValueLine plain = plain(text, from, to);
        return plain == null ? ofWords(text, from, to) : plain;
    }

    /** Nearly all are as {@link SnapshotText} writes them, and nothing in them has to be escaped: they need no tokenizer. */
    private static ValueLine plain(byte[] text, int from, int to) {
        int nameAt = from + STATEMENT.length;
        if (nameAt > to || !Arrays.equals(text, from, nameAt, STATEMENT, 0, STATEMENT.length)) {
            return null;
        }
        int blank = nameAt;
        while (blank < to && isPlain(text[blank]) && text[blank] != ' ' && text[blank] != '=') {
            blank++;
        }
        int valueAt = blank + 2;
        int end = to - 1;
        if (blank == nameAt || valueAt > end || text[blank] != ' ' || text[blank + 1] != '"' || text[end] != '"'
            || end - nameAt > WordScanner.MAX_WORD_LENGTH) {
            return null;
        }
        for (int i = valueAt; i < end; i++) {
            if (!isPlain(text[i])) {
                return null;
            }
        }
        return new ValueLine(ascii(text, nameAt, blank), ascii(text, valueAt, end));
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b < 0x7F && b != '"' && b != '\\' && b != '#';
    }

    private static String ascii(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static ValueLine ofWords(byte[] text, int from, int to) {
        try {
            List<String> words = Tokenizer.words(new String(text, from, to - from, StandardCharsets.UTF_8));
            return words.size() == WORDS && words.getFirst().equals("SETINFO") ? new ValueLine(words.get(1), words.get(2)) : null;
        } catch (SyntaxFault bad) {
            return null;
        }
    }
}
