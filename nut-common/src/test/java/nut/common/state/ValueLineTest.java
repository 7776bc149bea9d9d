package nut.common.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueLineTest {
    private static final int LINES = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"", "SETINFO", "SETINFO ", "SETINFO a", "SETINFO a ", "SETINFO a \"", "SETINFO a \"\"", "SETINFO a \"1\"",
        "SETINFO a \"1\" ", "SETINFO a \"1\" 2", "SETINFO a 1", "SETINFO  a \"1\"", "SETINFO a  \"1\"", "SETINFO a=\"1\"",
        "SETINFO a#\"1\"", "SETINFO \"\" \"1\"", "SETINFO \"a\" \"1\"", "SETINFO a \"\\\"\"", "SETINFO a \"\\\"", "SETINFO a \"\\#\"",
        "SETINFO a \"#\"", "SETINFO a \"b\"c\"", "SETINFO a \"=\"", "SETINFO a= \"1\"", "SETINFOS a \"1\"", "ADDENUM a \"1\"",
        " SETINFO a \"1\"", "SETINFO a \"\u007f\"", "SETINFO a \"\t\"", "SETINFO a \"\u00e4\"", "SETINFO \\a \"1\"", "SETINFO a\\ \"1\""})
    void aLineIsReadAsItsGrammarHasIt(String line) {
        assertEquals(byTheGrammar(line), read(line));
    }

    @Test
    void aValueOfTheLongestWordIsReadAndALongerOneIsNot() {
        for (int length : List.of(500, 511, 512, 513)) {
            String line = "SETINFO a \"" + "x".repeat(length) + '"';

            assertEquals(byTheGrammar(line), read(line), length + " characters");
        }
    }

    @Test
    void aDamagedLineIsReadAsItsGrammarHasIt() {
        Random random = new Random(11);
        String signs = " \"\\#=\n\tax\u007f\u00e4";
        int values = 0;
        for (int i = 0; i < LINES; i++) {
            StringBuilder line = new StringBuilder("SETINFO ups.status \"OL CHRG\"");
            for (int damage = random.nextInt(3); damage > 0; damage--) {
                int at = random.nextInt(line.length());
                line.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
            }

            ValueLine read = read(line.toString());

            assertEquals(byTheGrammar(line.toString()), read, line::toString);
            values += read == null ? 0 : 1;
        }
        assertTrue(values > LINES / 3 && values < LINES, values + " of them were values");
    }

    /** Among other bytes, as it lies in a text. */
    private static ValueLine read(String line) {
        return ValueLine.of(("x\n" + line + "\nx").getBytes(ISO_8859_1), 2, 2 + line.length());
    }

    private static ValueLine byTheGrammar(String line) {
        try {
            List<String> words = Tokenizer.words(new String(line.getBytes(ISO_8859_1), StandardCharsets.UTF_8));
            return words.size() == 3 && words.getFirst().equals("SETINFO") ? new ValueLine(words.get(1), words.get(2)) : null;
        } catch (SyntaxFault bad) {
            return null;
        }
    }
}
