package nut.driver.line;

import java.io.IOException;

/** The UPS did not answer, or said what makes no sense, though the line is there. Its message says what was asked and what came. */
public final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    /** An answer that did not come, or is none. */
    public NoAnswer(String what) {
        super(what);
    }
}
