package nut.common.protocol;

/** What became of an instant command or a setting, as {@link Orders#outcome} tells it (GET TRACKING). */
public enum Outcome {
    /** The driver has not answered yet. */
    PENDING,
    /** The driver did it. */
    SUCCESS,
    /** The driver does not know the command or the variable; or the server does not know the id, or knows it no longer (TRACKINGDELAY). */
    UNKNOWN,
    /** The driver does not take that parameter or value. */
    INVALID_ARGUMENT,
    /** The driver tried and failed. */
    FAILED
}
