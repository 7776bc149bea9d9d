package nut.common.conf;

/** The way back: text as one word of the language. */
public final class Quoting {
    private Quoting() {
    }

    /**
     * The value in quotes, with a backslash before {@code "}, {@code \} and {@code #}, as NUT's pconf_encode has it. {@link
     * Tokenizer#words} gives the value back, if it has only the characters 0x20 to 0x7f and at most 512 of them.
     */
    public static String quote(String value) {
        return quote(value, new StringBuilder(value.length() + 2)).toString();
    }

    /** The same at the end of a text, which is given back. */
    public static StringBuilder quote(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c == '#') {
                text.append('\\');
            }
            text.append(c);
        }
        return text.append('"');
    }
}
