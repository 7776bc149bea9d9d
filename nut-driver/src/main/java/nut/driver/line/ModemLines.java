package nut.driver.line;

import java.util.Set;

/** The modem lines of an open serial port. Any thread may call: one call at a time is served, and none takes long. */
public interface ModemLines extends AutoCloseable {
    /**
     * Which lines the UPS holds high now.
     *
     * @throws LineLost when the device is gone: that is never taken for low lines
     */
    Set<InputLine> raised() throws LineLost;

    /**
     * Sets all lines that go to the UPS.
     *
     * @throws LineLost when the device is gone or has no such lines
     */
    void drive(OutputLines levels) throws LineLost;

    /** Closes the port. The lines that go to the UPS stay as they are, but for a break, which ends. */
    @Override
    void close();
}
