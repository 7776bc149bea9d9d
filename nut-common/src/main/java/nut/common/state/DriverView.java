package nut.common.state;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What upsd sees of a driver at one moment.
 *
 * @param connected      whether a living driver's region is mapped
 * @param status         what the driver last said of its data
 * @param snapshot       the newest snapshot; that of the last driver when none is connected
 * @param heartbeatNanos reads the driver's last good exchange with the UPS from the region, in CLOCK_BOOTTIME nanoseconds; safe on any
 *                       thread at any time
 */
public record DriverView(boolean connected, DataStatus status, UpsSnapshot snapshot, LongSupplier heartbeatNanos) {
    /** No driver, and none seen before. */
    public static final DriverView NONE = new DriverView(false, DataStatus.STARTING, UpsSnapshot.EMPTY, () -> Long.MIN_VALUE);

    /**
     * Whether the data may be served.
     *
     * @param nowBootNanos the time, in CLOCK_BOOTTIME nanoseconds
     * @param maxAge       how long after the last good exchange the data count as fresh (upsd.conf MAXAGE)
     */
    public boolean fresh(long nowBootNanos, Duration maxAge) {
        if (!connected || status != DataStatus.FRESH) {
            return false;
        }
        long heartbeat = heartbeatNanos.getAsLong();
        return heartbeat != Long.MIN_VALUE && nowBootNanos - heartbeat <= maxAge.toNanos();
    }
}
