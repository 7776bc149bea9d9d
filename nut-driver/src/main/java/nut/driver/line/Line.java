package nut.driver.line;

/**
 * A byte line to a UPS, as its driver sees it. Owned by the driver's thread. A driver never sleeps: it waits by reading, so that nothing
 * the UPS says in the meantime is missed.
 */
public interface Line extends AutoCloseable {
    /** What {@link #read} returns when nothing came in time. */
    int NOTHING = -1;

    /**
     * Sends bytes.
     *
     * @throws LineLost when the device is gone
     */
    void write(byte... bytes) throws LineLost;

    /**
     * Takes the next byte that the UPS sent, and waits for it if need be.
     *
     * @param deadlineNanos when to give up, by {@link #nanos}; a time that has passed means not to wait
     * @return the byte (0 to 255), or {@link #NOTHING}
     * @throws LineLost when the device is gone and everything it sent before is taken
     */
    int read(long deadlineNanos) throws LineLost;

    /** Whether a byte, or the loss of the device, waits to be read. */
    boolean hasNews();

    /** The line's clock, in nanoseconds from any beginning. */
    long nanos();

    @Override
    void close();
}
