package nut.common.conf;

/** Whole numbers as the files have them. */
final class Numbers {
    private Numbers() {
    }

    /** The number, or null if the text is not one that an int holds: an optional minus, then digits, nothing else. */
    static Integer parse(String text) {
        try {
            return text.startsWith("+") ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
