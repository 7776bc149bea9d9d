package nut.common.conf;

import java.util.List;

/**
 * One logical line of a file, taken apart. A {@code =} outside quotes is a word of its own; {@code [name]} is one word.
 *
 * @param position where its first word begins
 * @param words    at least one
 */
public record Statement(Position position, List<String> words) {
    /** A statement with its words. */
    public Statement {
        words = List.copyOf(words);
    }

    /** The first word, which says what the statement is about. */
    public String keyword() {
        return words.getFirst();
    }

    /** Without the words, because one of them may be a password. */
    @Override
    public String toString() {
        return position + " (" + words.size() + " words)";
    }
}
