package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import nut.fuzz.Target;

/** One line: words or a fault with a place in the line; and the words, quoted, are the same words again. */
final class LineTarget implements Target {
    @Override
    public String name() {
        return "line";
    }

    @Override
    public List<String> words() {
        return List.of("\"", "\\\"", "\\\\", "\\#", " # ", "\\\n", "\"\"", "\" \"", "a=b", "[x]", "OK", "ERR");
    }

    @Override
    public void take(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        List<String> words;
        try {
            words = Tokenizer.words(line);
        } catch (SyntaxFault fault) {
            return;
        }
        ConfigurationTarget.checkWords(words);
        String quoted = words.stream().map(Quoting::quote).collect(Collectors.joining(" "));
        try {
            assertEquals(words, Tokenizer.words(quoted));
        } catch (SyntaxFault fault) {
            throw new AssertionError(quoted, fault);
        }
    }
}
