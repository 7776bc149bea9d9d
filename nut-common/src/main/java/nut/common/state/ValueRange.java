package nut.common.state;

/**
 * A span of values that a writable variable takes, both ends included.
 *
 * @param minimum the lowest value
 * @param maximum the highest value, not below the lowest
 */
public record ValueRange(int minimum, int maximum) {
    /** Refuses a span whose ends are the wrong way round. */
    public ValueRange {
        if (maximum < minimum) {
            throw new IllegalArgumentException("a range from " + minimum + " to " + maximum + " holds nothing");
        }
    }
}
