package nut.common.state;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * What keeps this process from looking at a peer's files for now, such as too many files that it has open itself. That is no fault of the
 * peer's: what is known of it stays, and its files are looked at again. Said once until it is over. Owned by one thread.
 */
final class Hindrance {
    private final Logger log;
    private final String what;
    private final Duration each;
    private boolean said;

    /** Nothing hinders yet; {@code what} says what cannot be done when something does, and how often it is tried again. */
    Hindrance(Logger log, String what, Duration each) {
        this.log = log;
        this.what = what;
        this.each = each;
    }

    /** It could not be done. */
    void is(IOException reason) {
        if (!said) {
            said = true;
            log.error("{} for now: {}; tried again each {} s", what, StateFiles.reason(reason), each.toSeconds());
        }
    }

    /** It was done. */
    void isOver() {
        said = false;
    }
}
