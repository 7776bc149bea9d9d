package nut.driver.line;

/**
 * Where a UPS is attached: a serial device, a file, another upsd. It is opened at the start, and opened again when it went away and came
 * back. Owned by the driver's thread.
 */
public interface Port extends AutoCloseable {
    /**
     * Opens the port, which must not be open.
     *
     * @throws LineLost when it cannot be opened
     */
    void open() throws LineLost;

    /** Whether the port is open; what is behind it may have gone since. */
    boolean isOpen();

    /** Whether the driver is to listen: something came without being asked for, or what is behind the port is gone. */
    boolean hasNews();

    @Override
    void close();
}
