package nut.clients;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON (RFC 8259) in the layout of NUT's {@code upsc -j}: every value is a string. Texts are bytes as they came from the server, one a
 * character (ISO 8859-1), and so is the result; it is valid UTF-8 also where the server's bytes are not.
 */
final class Json {
    private Json() {
    }

    /** A string in its quotes. What is not UTF-8 becomes U+FFFD. */
    static String string(String bytes) {
        String text = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return new String(json.append('"').toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void append(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ') {
                    json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    json.append(c);
                }
            }
        }
    }

    /** An array of strings, one a line. */
    static String array(List<String> items) {
        return lines('[', items.stream().map(Json::string).toList(), ']');
    }

    /** An object of strings, one a line, in the map's order. */
    static String object(Map<String, String> members) {
        return lines('{', members.entrySet().stream().map(m -> string(m.getKey()) + ": " + string(m.getValue())).toList(), '}');
    }

    /** What {@code upsc -j} says instead of an answer. */
    static String error(String message) {
        return "{\"error\": " + string(message) + "}";
    }

    private static String lines(char open, List<String> items, char close) {
        return items.stream().map(item -> "  " + item).collect(Collectors.joining(",\n", open + "\n", "\n" + close));
    }
}
