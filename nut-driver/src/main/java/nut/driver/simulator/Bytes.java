package nut.driver.simulator;

/** Bytes for people. */
final class Bytes {
    private Bytes() {
    }

    /** A byte as the protocol's descriptions write it: {@code Q}, {@code ^N}, {@code DEL}, {@code CR}, {@code FF}. */
    static String shown(char value) {
        return switch (value) {
            case '\r' -> "CR";
            case '\n' -> "LF";
            case ' ' -> "blank";
            case 0x7F -> "DEL";
            default -> value < ' ' ? "^" + (char) (value + '@') : value > 0x7F ? Integer.toHexString(value).toUpperCase()
                : String.valueOf(value);
        };
    }
}
