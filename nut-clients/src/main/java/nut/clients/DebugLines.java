package nut.clients;

import java.util.Locale;
import java.util.regex.Pattern;
import nut.common.daemon.Given;
import nut.common.daemon.NutEnvironment;
import nut.common.protocol.NutConnection;
import nut.common.protocol.Traffic;

/**
 * What goes over the wire, on standard error, if -D asks for it, or NUT_DEBUG_LEVEL where there is no -D. The lines have the form of NUT's:
 * the seconds since the start, a tab, and the level.
 */
final class DebugLines implements Traffic {
    /** A server is not to play with somebody's terminal. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private final Streams streams;
    private final boolean wanted;
    private final long start = System.nanoTime();

    private DebugLines(Streams streams, boolean wanted) {
        this.streams = streams;
        this.wanted = wanted;
    }

    /** As the command line and the environment ask for. */
    static DebugLines of(Given given, Streams streams) {
        return new DebugLines(streams, given.has("-D") || NutEnvironment.current().debugLevel() > 0);
    }

    /** From now on says what goes over a connection. */
    void watch(NutConnection connection) {
        if (wanted) {
            connection.watchedBy(this);
        }
    }

    void say(String what) {
        if (wanted) {
            double seconds = (System.nanoTime() - start) / 1e9;
            streams.err().println(String.format(Locale.ROOT, "%11.6f\t[D1] %s", seconds, CONTROL.matcher(what).replaceAll("?")));
        }
    }

    @Override
    public void sent(String line) {
        say("> " + line);
    }

    @Override
    public void received(String line) {
        say("< " + line);
    }
}
