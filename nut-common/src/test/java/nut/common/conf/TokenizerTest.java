package nut.common.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerTest {
    static List<Arguments> lines() {
        return List.of(
            line("", List.of()),
            line("   \t ", List.of()),
            line("# a comment", List.of()),
            line("this is a line", List.of("this", "is", "a", "line")),
            line("this \"is also\" a line", List.of("this", "is also", "a", "line")),
            line("embedded\\ blank", List.of("embedded blank")),
            line("embedded\\\\backslash", List.of("embedded\\backslash")),
            line("a=b", List.of("a", "=", "b")),
            line("a =b", List.of("a", "=", "b")),
            line("a= b", List.of("a", "=", "b")),
            line("= = ==", List.of("=", "=", "=", "=")),
            line("\"a=b\"", List.of("a=b")),
            line("a\\=b", List.of("a=b")),
            line("\\=b", List.of("=b")),
            line("[su700]", List.of("[su700]")),
            line("\"\"", List.of("")),
            line("a \"\" b", List.of("a", "", "b")),
            line("\"a\"b", List.of("a", "b")),
            line("a\"b c\"", List.of("a\"b", "c\"")),
            line("\"say \\\"hi\\\"\"", List.of("say \"hi\"")),
            line("\"a \\# b\"", List.of("a # b")),
            line("word#comment", List.of("word")),
            line("word \\#no", List.of("word", "#no")),
            line("\"a\"#comment", List.of("a")),
            line("a\u000bb\fc\rd", List.of("a", "b", "c", "d")),
            line("a\u0000b\u0007c\u00fcd\u007f", List.of("abcd\u007f")),
            line("\"tab\there\"", List.of("tabhere")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsTakenApartAsNutDoes(String line, List<String> expected) throws SyntaxFault {
        List<String> words = Tokenizer.words(line);

        assertEquals(expected, words);
    }

    static List<Arguments> faultyLines() {
        return List.of(
            Arguments.of("a \"b", 3, "quotes that do not close"),
            Arguments.of("a \"b\\", 3, "quotes that do not close"),
            Arguments.of("a \"b #c\"", 6, "unescaped # inside quotes"),
            Arguments.of("a b\\", 4, "backslash"),
            Arguments.of("x".repeat(513), 513, "more than 512 characters"),
            Arguments.of("x ".repeat(33), 66, "more than 32 words"));
    }

    @ParameterizedTest
    @MethodSource("faultyLines")
    void aLineThatCannotBeTakenApartSaysWhereAndWhy(String line, int column, String reason) {
        SyntaxFault fault = assertThrows(SyntaxFault.class, () -> Tokenizer.words(line));

        assertEquals(column, fault.column());
        assertTrue(fault.getMessage().contains(reason), fault.getMessage());
    }

    @Test
    void aWordOfTheGreatestLengthAndALineOfTheMostWordsAreFine() throws SyntaxFault {
        assertEquals(512, Tokenizer.words("x".repeat(512)).getFirst().length());
        assertEquals(32, Tokenizer.words("x ".repeat(32)).size());
    }

    static List<Arguments> files() {
        return List.of(
            file("a\nb c\n", List.of("f:1 [a]", "f:2 [b, c]"), List.of()),
            file("\n# c\n\n  a # b\n", List.of("f:4 [a]"), List.of()),
            file("last without newline", List.of("f:1 [last, without, newline]"), List.of()),
            file("a\nflag", List.of("f:1 [a]", "f:2 [flag]"), List.of()),
            file("a\r\nb\r\n", List.of("f:1 [a]", "f:2 [b]"), List.of()),
            file("a b\\\nc d\ne\n", List.of("f:1 [a, bc, d]", "f:3 [e]"), List.of()),
            file("a \"b\\\nc\" d\ne\n", List.of("f:1 [a, bc, d]", "f:3 [e]"), List.of()),
            file("a \\\nb\nc\n", List.of("f:1 [a, b]", "f:3 [c]"), List.of()),
            file("a \\\n  b\nc\n", List.of("f:1 [a, , b]", "f:3 [c]"), List.of("warning f:1: a backslash at the end")),
            file("a \\\n\"b c\"\n", List.of("f:1 [a, \"b, c\"]"), List.of("warning f:1: a quote inside a word")),
            file("a \"b\nc\" d\n", List.of("f:1 [a, bc, d]"), List.of("warning f:1: a line ends inside quotes")),
            file("a \"b # c\" d\ne\n", List.of("f:2 [e]"), List.of("error f:1: the quotes that open here hold an unescaped # in line 1")),
            file("a \"b\nc\n# d\ne\n", List.of("f:4 [e]"), List.of("error f:1: the quotes that open here hold an unescaped # in line 3")),
            file("a\n\nb \"c\nd\n", List.of("f:1 [a]"), List.of("error f:3: the quotes that open here never close")),
            file("a \"b #", List.of(), List.of("error f:1: the quotes that open here hold an unescaped #")),
            file("a b\u00fcc\n# \u00fc\n", List.of("f:1 [a, bc]"), List.of("warning f:1: the byte 0xfc is left out")),
            file("a " + "x".repeat(600) + "\n", List.of("f:1 [a, " + "x".repeat(512) + "]"), List.of("warning f:1: a word is cut")),
            file("x ".repeat(40), List.of("f:1 [" + "x, ".repeat(31) + "x]"), List.of("warning f:1: the words after the first 32")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileBecomesStatementsWithTheirPlacesAndComplaintsWithTheirs(String text, List<String> expected, List<String> complaints) {
        Heard heard = new Heard();

        List<String> found = new ArrayList<>();
        for (Statement s : Tokenizer.statements("f", text, heard)) {
            found.add(s.position() + " " + s.words());
        }

        assertEquals(expected, found);
        assertEquals(complaints.size(), heard.lines.size(), heard.lines.toString());
        for (int i = 0; i < complaints.size(); i++) {
            assertTrue(heard.lines.get(i).startsWith(complaints.get(i)), heard.lines.get(i));
        }
    }

    @Test
    void whatIsQuotedComesBackAsItWas() throws SyntaxFault {
        StringBuilder every = new StringBuilder();
        for (char c = ' '; c <= 0x7f; c++) {
            every.append(c);
        }

        List<String> words = Tokenizer.words("SET " + Quoting.quote(every.toString()) + " " + Quoting.quote(""));

        assertEquals(List.of("SET", every.toString(), ""), words);
    }

    @Test
    void aStatementDoesNotShowItsWords() {
        Statement statement = new Statement(new Position("upsd.users", 3), List.of("password", "=", "s3cret"));

        assertEquals("upsd.users:3 (3 words)", statement.toString());
    }

    private static Arguments line(String line, List<String> words) {
        return Arguments.of(line, words);
    }

    private static Arguments file(String text, List<String> statements, List<String> complaints) {
        return Arguments.of(text, statements, complaints);
    }
}
