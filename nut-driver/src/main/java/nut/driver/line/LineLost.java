package nut.driver.line;

import java.io.IOException;

/** The line itself is gone: the port cannot be opened, or the device went away. Its message is the reason, without the port's name. */
public final class LineLost extends IOException {
    private static final long serialVersionUID = 1L;

    /** A line that is gone, and why. */
    public LineLost(String reason) {
        super(reason);
    }
}
