package nut.driver.simulator;

/**
 * A spell on battery that was asked for while the mains is there: a self-test (W), a simulated power failure (U), a runtime calibration
 * (D). One at a time. The relay takes a moment, so the unit first answers the command and then tells of the transfer. Times are
 * nanoseconds of the model's clock.
 */
final class Trial {
    /** What is tried; the words of the log. */
    enum Kind {
        NONE("NOTHING"), SELF_TEST("SELF-TEST"), FAILURE("SIMULATED POWER FAILURE"), CALIBRATION("CALIBRATION");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final long NEVER = LoadSwitch.NEVER;
    private static final long SECOND = 1_000_000_000L;
    private static final long RELAY_NANOS = SECOND / 5;
    private static final long SELF_TEST_NANOS = 8 * SECOND;
    /** "A short spell": its length is not known. */
    private static final long FAILURE_NANOS = 6 * SECOND;
    private static final long RESULT_NANOS = 300 * SECOND;

    private Kind kind = Kind.NONE;
    private long beginNanos;
    private long endNanos;
    private String result = "NO";
    private long resultUntilNanos = Long.MIN_VALUE;

    boolean isRunning() {
        return kind != Kind.NONE;
    }

    /** Whether a calibration runs that nobody has stopped. */
    boolean isCalibration() {
        return kind == Kind.CALIBRATION && endNanos == NEVER;
    }

    void start(Kind newKind, long now) {
        kind = newKind;
        beginNanos = now + RELAY_NANOS;
        endNanos = switch (newKind) {
            case SELF_TEST -> beginNanos + SELF_TEST_NANOS;
            case FAILURE -> beginNanos + FAILURE_NANOS;
            default -> NEVER;
        };
    }

    /** Ends it as soon as the relay can. */
    void stopSoon(long now) {
        endNanos = now + RELAY_NANOS;
    }

    /** Whether it makes the load run from the battery now. */
    boolean takesBattery(long now) {
        return isRunning() && now >= beginNanos;
    }

    boolean isOver(long now) {
        return isRunning() && endNanos <= now;
    }

    /** When it begins or ends by itself. */
    long nextNanos(long now) {
        if (!isRunning()) {
            return NEVER;
        }
        return now < beginNanos ? beginNanos : endNanos;
    }

    /** Ends it now. Returns what it was. */
    Kind end() {
        Kind ended = kind;
        kind = Kind.NONE;
        return ended;
    }

    /** Keeps a self-test's result for five minutes. */
    void keep(String newResult, long now) {
        result = newResult;
        resultUntilNanos = now + RESULT_NANOS;
    }

    /** The answer to X. */
    String result(long now) {
        return now < resultUntilNanos ? result : "NO";
    }
}
