package nut.driver.simulator;

/** The three digits that follow @. */
final class HibernationDigits {
    private static final int COUNT = 3;

    private int missing;
    private int number;

    void begin() {
        missing = COUNT;
        number = 0;
    }

    /** Whether the next byte should be one. */
    boolean areExpected() {
        return missing > 0;
    }

    /** Takes one; false when it is none, and then no more are expected. */
    boolean take(char digit) {
        boolean fits = digit >= '0' && digit <= '9';
        missing = fits ? missing - 1 : 0;
        number = number * 10 + digit - '0';
        return fits;
    }

    /** The number, when the last was taken. */
    int number() {
        return number;
    }
}
