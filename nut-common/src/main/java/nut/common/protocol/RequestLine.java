package nut.common.protocol;

import nut.common.conf.Quoting;

/** A request as it goes over the wire. */
final class RequestLine {
    private static final int LONGEST_WORD = 512;

    private RequestLine() {
    }

    /**
     * The words as one line, without its newline; those that need quotes get them.
     *
     * @throws IllegalArgumentException if a word has more than 512 characters, or one outside 0x20 to 0x7f
     */
    static String of(String... words) {
        StringBuilder request = new StringBuilder();
        for (String word : words) {
            if (word.length() > LONGEST_WORD) {
                throw new IllegalArgumentException("a word of more than " + LONGEST_WORD + " characters cannot be sent");
            }
            boolean plain = !word.isEmpty();
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c < ' ' || c > 0x7f) {
                    throw new IllegalArgumentException("only plain ASCII without line breaks and tabs can be sent");
                }
                plain &= c != ' ' && c != '"' && c != '\\' && c != '#' && c != '=';
            }
            request.append(request.isEmpty() ? "" : " ").append(plain ? word : Quoting.quote(word));
        }
        return request.toString();
    }
}
