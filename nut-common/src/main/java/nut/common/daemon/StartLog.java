package nut.common.daemon;

import nut.common.log.LineSink;

/**
 * The log of a daemon that starts in the background: while its starter listens, warnings and errors go to standard error too, so that the
 * admin who typed the command reads them.
 */
final class StartLog implements LineSink {
    /** For who logs to standard error anyway. */
    static final StartLog NONE = new StartLog((severity, line) -> { }, false);

    private static final int WARNING = 4;

    private final LineSink log;
    private volatile boolean heard;

    private StartLog(LineSink log, boolean heard) {
        this.log = log;
        this.heard = heard;
    }

    static StartLog over(LineSink log, boolean heard) {
        return new StartLog(log, heard);
    }

    @Override
    public void line(int severity, String line) {
        log.line(severity, line);
        if (heard && severity <= WARNING) {
            System.err.println(line);
        }
    }

    /** The start is over, one way or the other. */
    void end() {
        heard = false;
    }
}
