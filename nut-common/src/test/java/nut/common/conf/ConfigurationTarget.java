package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import nut.common.AdminFault;
import nut.fuzz.Target;

/** A configuration file: statements within the grammar's limits, in order, and complaints that can be read as lines. */
record ConfigurationTarget(String name, List<String> words, BiConsumer<List<Statement>, Complaints> reader) implements Target {
    private static final int COMPLAINTS_A_LINE = 40;

    @Override
    public void take(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
        Counted complaints = new Counted(lines);
        List<Statement> statements = Tokenizer.statements(name, text, complaints);
        int last = 1;
        for (Statement statement : statements) {
            assertTrue(statement.position().line() >= last && statement.position().line() <= lines, statement.toString());
            last = statement.position().line();
            checkWords(statement.words());
        }
        try {
            reader.accept(statements, complaints);
        } catch (AdminFault fault) {
            checkSentence(fault.getMessage());
        }
        assertTrue(complaints.count <= COMPLAINTS_A_LINE * lines, complaints.count + " complaints about " + lines + " lines");
    }

    static void checkWords(List<String> words) {
        assertTrue(words.size() <= WordScanner.MAX_WORDS, words.size() + " words");
        for (String word : words) {
            assertTrue(word.length() <= WordScanner.MAX_WORD_LENGTH, word.length() + " characters");
            assertTrue(word.chars().allMatch(c -> c >= ' ' && c <= 0x7F), word);
        }
    }

    private static void checkSentence(String sentence) {
        assertTrue(!sentence.isBlank() && sentence.chars().allMatch(c -> c >= ' ' && c <= 0x7F), sentence);
    }

    private static final class Counted implements Complaints {
        private final int lines;
        private int count;

        Counted(int lines) {
            this.lines = lines;
        }

        @Override
        public void warning(Position where, String what) {
            count++;
            assertTrue(where.line() >= 1 && where.line() <= lines, where.toString());
            checkSentence(what);
        }

        @Override
        public void error(Position where, String what) {
            warning(where, what);
        }
    }
}
