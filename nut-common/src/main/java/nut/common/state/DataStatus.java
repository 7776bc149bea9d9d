package nut.common.state;

/** What a driver says of its data, as a number in the region's header. */
public enum DataStatus {
    /** The driver has not yet heard from the UPS. */
    STARTING,
    /** The last exchange with the UPS went well. */
    FRESH,
    /** Communication with the UPS is lost; the snapshot is the last one known. */
    STALE,
    /** The driver has left in good order. */
    CLOSED
}
