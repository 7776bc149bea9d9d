package nut.driver.apc;

/**
 * What the UPS is doing, as the bits of the answer to Q. Between two answers the alerts change them.
 *
 * <pre>
 *     bit    7    6    5     4    3    2      1     0        00
 *     word   RB   LB   OVER  OB   OL   BOOST  TRIM  CAL      OFF
 * </pre>
 *
 * @param bits the byte
 */
record StatusFlags(int bits) {
    private static final int ON_LINE = 0x08;
    private static final int ON_BATTERY = 0x10;
    private static final int OVERLOAD = 0x20;
    private static final int LOW_BATTERY = 0x40;
    private static final int REPLACE_BATTERY = 0x80;
    private static final int CALIBRATION = 0x01;
    /** In the order of the bits, which is the order of the words in ups.status. */
    private static final String[] WORDS = {"CAL", "TRIM", "BOOST", "OL", "OB", "OVER", "LB", "RB"};

    /** The flags of an answer to Q, which must have the form of {@link Form#HEX}. */
    static StatusFlags of(String answer) {
        return new StatusFlags(Integer.parseInt(answer, 16));
    }

    /**
     * The flags after an alert. {@code ?} changes nothing: it says that something is abnormal, which is not always an overload; only Q
     * knows.
     */
    StatusFlags after(char alert) {
        return switch (alert) {
            case '!' -> new StatusFlags(bits & ~ON_LINE | ON_BATTERY);
            case '$' -> new StatusFlags(bits & ~ON_BATTERY | ON_LINE);
            case '%' -> new StatusFlags(bits | LOW_BATTERY);
            case '+' -> new StatusFlags(bits & ~LOW_BATTERY);
            case '=' -> new StatusFlags(bits & ~OVERLOAD);
            case '#' -> new StatusFlags(bits | REPLACE_BATTERY);
            default -> this;
        };
    }

    /** In plain code, as the JVM makes a record's own of a dozen classes, when they are asked for, and no archive can hold those. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StatusFlags flags && flags.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    boolean onLine() {
        return (bits & ON_LINE) != 0;
    }

    boolean onBattery() {
        return (bits & ON_BATTERY) != 0;
    }

    boolean calibrating() {
        return (bits & CALIBRATION) != 0;
    }

    /** The value of ups.status. */
    String words() {
        if (bits == 0) {
            return "OFF";
        }
        StringBuilder words = new StringBuilder();
        for (int bit = 0; bit < WORDS.length; bit++) {
            if ((bits >> bit & 1) != 0) {
                words.append(words.isEmpty() ? "" : " ").append(WORDS[bit]);
            }
        }
        return words.toString();
    }
}
