package nut.upsd.driverlink;

/** Whether upsd answers questions about a UPS. */
public enum Availability {
    /** The data are fresh. */
    AVAILABLE,
    /** The driver is there, but the data are not to be trusted: ERR DATA-STALE. */
    STALE,
    /** No driver: ERR DRIVER-NOT-CONNECTED. */
    NOT_CONNECTED
}
