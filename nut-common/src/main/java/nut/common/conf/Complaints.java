package nut.common.conf;

import org.slf4j.Logger;

/**
 * Where the readers say what they do not like. Each complaint is one sentence or two: what was found, what was expected, what to do. It
 * never holds a password.
 */
public interface Complaints {
    /**
     * Something has no effect, or may not mean what its author thinks.
     *
     * @param where file and line
     * @param what  the complaint, without the place
     */
    void warning(Position where, String what);

    /**
     * Something is wrong and was left out.
     *
     * @param where file and line
     * @param what  the complaint, without the place
     */
    void error(Position where, String what);

    /** For who reads a file that another reads too, and complains of. */
    static Complaints silent() {
        return new Complaints() {
            @Override
            public void warning(Position where, String what) {
                // The other says it.
            }

            @Override
            public void error(Position where, String what) {
                // The other says it.
            }
        };
    }

    /** Complaints that go to a log, place first. */
    static Complaints to(Logger log) {
        return new Complaints() {
            @Override
            public void warning(Position where, String what) {
                log.warn("{}: {}", where, what);
            }

            @Override
            public void error(Position where, String what) {
                log.error("{}: {}", where, what);
            }
        };
    }
}
