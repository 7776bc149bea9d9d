package nut.common.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * The grammar of the suite's one language: words parted by blanks, "quoted words", backslash escapes, {@code #} comments, {@code =} as a
 * word of its own. Lines go on after a backslash at their end. The words come out as NUT's parseconf.c would give them; {@link
 * WordScanner} has the rules.
 */
public final class Tokenizer {
    private Tokenizer() {
    }

    /**
     * Takes one line apart, as the network protocol and the state files have it. Bytes outside 0x20 to 0x7f are left out.
     *
     * @param line without its newline; whatever follows a newline is not looked at
     * @return the words; none for a blank line or a comment
     * @throws SyntaxFault on quotes that do not close, a {@code #} in quotes without a backslash, a backslash at the end, a word of more
     *     than 512 characters, or more than 32 words
     */
    public static List<String> words(String line) throws SyntaxFault {
        WordScanner scanner = new WordScanner();
        int opened = 0;
        for (int i = 0; i < line.length(); i++) {
            WordScanner.State before = scanner.state();
            WordScanner.State now = scanner.accept(line.charAt(i));
            if (now == WordScanner.State.BROKEN) {
                throw new SyntaxFault(i + 1, "an unescaped # inside quotes; write \\# for it");
            }
            if (now == WordScanner.State.ENDED) {
                break;
            }
            if (now == WordScanner.State.QUOTED && before == WordScanner.State.BETWEEN) {
                opened = i + 1;
            }
        }
        switch (scanner.state()) {
            case QUOTED, QUOTED_ESCAPED -> throw new SyntaxFault(opened, "quotes that do not close");
            case ESCAPED -> throw new SyntaxFault(line.length(), "a backslash with nothing after it");
            default -> scanner.finish();
        }
        if (scanner.oddities().wordTooLong) {
            throw new SyntaxFault(line.length(), "a word of more than " + WordScanner.MAX_WORD_LENGTH + " characters");
        }
        if (scanner.oddities().tooManyWords) {
            throw new SyntaxFault(line.length(), "more than " + WordScanner.MAX_WORDS + " words");
        }
        return scanner.take();
    }

    /**
     * Takes a file apart. A line that cannot be taken apart is a complaint, and the next physical line begins afresh.
     *
     * <p>Three differences from NUT, each on the safe side: the rest of the line after an unescaped {@code #} in quotes is dropped (NUT
     * reads it as a directive of its own); quotes that never close are an error (NUT takes what it has); a last line of one word counts
     * even without a newline (NUT loses it).
     *
     * @param source what positions name, usually the file's path
     * @param text   the whole file
     * @param c      hears of every oddity
     * @return the statements that have at least one word
     */
    public static List<Statement> statements(String source, String text, Complaints c) {
        return new FileScan(source, text, c).statements();
    }

    /** One pass over one file. */
    private static final class FileScan {
        private final String source;
        private final String text;
        private final Complaints complaints;
        private final WordScanner scanner = new WordScanner();
        private final List<Statement> statements = new ArrayList<>();
        private int line = 1;
        private int firstLine;
        private int quoteLine;

        FileScan(String source, String text, Complaints complaints) {
            this.source = source;
            this.text = text;
            this.complaints = complaints;
        }

        List<Statement> statements() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                WordScanner.State before = scanner.state();
                WordScanner.State now = scanner.accept(c);
                if (before == WordScanner.State.BETWEEN) {
                    noteBeginning(now);
                }
                if (now == WordScanner.State.BROKEN) {
                    complaints.error(new Position(source, quoteLine), "the quotes that open here hold an unescaped # in line " + line
                        + "; close the quotes before a comment, or write \\# for the character; all of it is left out");
                    scanner.take();
                    firstLine = 0;
                    i = beforeNewline(i);
                    continue;
                }
                if (now == WordScanner.State.ENDED) {
                    deliver();
                }
                if (c == '\n') {
                    line++;
                }
            }
            end();
            return statements;
        }

        private void noteBeginning(WordScanner.State now) {
            if (now == WordScanner.State.QUOTED) {
                quoteLine = line;
            }
            if (firstLine == 0 && (now == WordScanner.State.QUOTED || now == WordScanner.State.WORD || now == WordScanner.State.ESCAPED)) {
                firstLine = line;
            }
        }

        private int beforeNewline(int from) {
            int newline = text.indexOf('\n', from);
            return newline < 0 ? text.length() : newline - 1;
        }

        private void end() {
            if (scanner.state() == WordScanner.State.QUOTED || scanner.state() == WordScanner.State.QUOTED_ESCAPED) {
                complaints.error(new Position(source, quoteLine),
                    "the quotes that open here never close; write the closing quote; all of it is left out");
                return;
            }
            scanner.finish();
            deliver();
        }

        private void deliver() {
            Position position = new Position(source, firstLine == 0 ? line : firstLine);
            warn(position, scanner.oddities());
            List<String> words = scanner.take();
            if (!words.isEmpty()) {
                statements.add(new Statement(position, words));
            }
            firstLine = 0;
        }

        private void warn(Position position, WordScanner.Oddities found) {
            if (found.leftOutByte >= 0) {
                complaints.warning(position, "the byte 0x" + Integer.toHexString(found.leftOutByte)
                    + " is left out of a word: only plain ASCII from 0x20 to 0x7f may stand there");
            }
            if (found.newlineInQuotes) {
                complaints.warning(position, "a line ends inside quotes; the words go on in the next line without the newline; "
                    + "write a backslash at the end of the line if that is meant, else close the quotes");
            }
            if (found.quoteInWord) {
                complaints.warning(position,
                    "a quote inside a word is an ordinary character; put a blank before it if it is to open a quoted word");
            }
            if (found.emptyAfterContinuation) {
                complaints.warning(position, "a backslash at the end of a line joins the next line as part of a word, so the blanks that "
                    + "follow make an empty word; begin the next line in its first column");
            }
            if (found.wordTooLong) {
                complaints.warning(position, "a word is cut after " + WordScanner.MAX_WORD_LENGTH + " characters; shorten it");
            }
            if (found.tooManyWords) {
                complaints.warning(position,
                    "the words after the first " + WordScanner.MAX_WORDS + " are left out; part them over several lines");
            }
        }
    }
}
