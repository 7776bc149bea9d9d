package nut.common.state;

/** How a command ended, as a number in the region's ring of outcomes and as upsd reports it under TRACKING. */
public enum Outcome {
    /** Done. */
    HANDLED,
    /** The driver knows no such command or variable. */
    UNKNOWN,
    /** The value or parameter is not one that the UPS takes. */
    INVALID,
    /** The UPS refused, or did not answer. */
    FAILED
}
