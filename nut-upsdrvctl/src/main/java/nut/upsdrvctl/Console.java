package nut.upsdrvctl;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import nut.common.conf.Complaints;
import nut.common.conf.Position;

/** What the admin reads: news on standard output, everything else on standard error. */
final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final int debugLevel;
    private final Set<String> complaints = new HashSet<>();
    private boolean failed;

    Console(PrintStream out, PrintStream err, int debugLevel) {
        this.out = out;
        this.err = err;
        this.debugLevel = debugLevel;
    }

    void news(String line) {
        out.println(line);
    }

    /** Says that something did not work; the exit status will be 1. */
    void failure(String line) {
        failed = true;
        err.println(line);
    }

    /** Says something that the admin should know, though nothing has failed. */
    void warning(String line) {
        err.println(line);
    }

    void debug(String line) {
        if (debugLevel > 0) {
            err.println("[D1] " + line);
        }
    }

    /** Passes on what a driver said, except what has been said of the same ups.conf before. */
    void relay(String said) {
        for (String line : said.split("\n")) {
            if (!line.isBlank() && !complaints.contains(line)) {
                err.println(line);
            }
        }
    }

    /**
     * Takes the complaints about ups.conf.
     *
     * @param prefix what the drivers, who may read the same file inside a jail, do not see of its path
     */
    Complaints complaints(String prefix) {
        return new Complaints() {
            @Override
            public void warning(Position where, String what) {
                complain(where + ": " + what);
            }

            @Override
            public void error(Position where, String what) {
                complain(where + ": " + what);
            }

            private void complain(String line) {
                err.println(line);
                complaints.add(line.startsWith(prefix) ? line.substring(prefix.length()) : line);
            }
        };
    }

    int exitStatus() {
        return failed ? 1 : 0;
    }
}
