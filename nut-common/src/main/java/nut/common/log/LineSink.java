package nut.common.log;

/** Where finished log lines go: a terminal, syslog, or a pipe to another process. Called by one thread at a time; never throws. */
@FunctionalInterface
public interface LineSink {
    /**
     * Takes a line.
     *
     * @param severity as syslog counts it, 3 for errors to 7 for debugging
     * @param line     without an end of line; control characters are escaped
     */
    void line(int severity, String line);
}
