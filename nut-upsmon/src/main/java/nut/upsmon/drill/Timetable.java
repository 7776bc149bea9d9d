package nut.upsmon.drill;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;

/** What would happen, in order, with times. Those with a plus sign count from the moment when the supplies do not suffice any more. */
final class Timetable {
    private final UpsmonConf conf;
    private final List<String> fallbacks;

    Timetable(UpsmonConf conf, List<String> fallbacks) {
        this.conf = conf;
        this.fallbacks = fallbacks;
    }

    void print(PrintStream out) {
        boolean primary = conf.monitors().stream().anyMatch(Monitor::primary);
        boolean waits = conf.monitors().stream().anyMatch(monitor -> monitor.primary() && !monitor.isRegion());
        long sync = waits ? conf.hostSync().toSeconds() : 0;
        long end = sync + conf.finalDelay().toSeconds();
        out.println();
        out.println("What would happen:");
        row(out, "", "A UPS goes on battery: ONBATT is told within " + text(conf.pollFreq()) + " (POLLFREQ).");
        row(out, "", "It is low as well, or forced, or not heard of for " + text(conf.deadTime())
            + " (DEADTIME) on battery: its supplies no longer count.");
        if (!primary) {
            row(out, "", "A low one of which this is a secondary counts for another " + text(conf.hostSync())
                + " (HOSTSYNC) unless its primary forces the shutdown.");
        }
        row(out, "+0 s", "Fewer than " + conf.minSupplies() + " supplies (MINSUPPLIES) are left. There is no way back from here.");
        if (primary) {
            row(out, "+0 s", "FSD is set on each UPS of which this is the primary, and told.");
        }
        if (waits) {
            row(out, "to +" + sync + " s", "Secondaries are waited for, until all are gone or HOSTSYNC is over.");
        }
        row(out, "to +" + sync + " s", "SHUTDOWN is told.");
        if (primary && conf.powerDownFlag().isPresent()) {
            row(out, "to +" + end + " s", "FINALDELAY is over: POWERDOWNFLAG " + conf.powerDownFlag().get() + " is set.");
        }
        row(out, "to +" + end + " s", "SHUTDOWNCMD " + conf.shutdownCmd()
            + " is run; where this is a secondary, it stays logged in until that has ended.");
        row(out, "then", "Should it fail, it is run once more after 2 s; should it still run after "
            + (conf.lastResort().patience().isZero() ? "any time, it is waited for" : text(conf.lastResort().patience())
                + " (SHUTDOWNPATIENCE), it counts as hanging") + ".");
        for (String fallback : fallbacks) {
            row(out, "then", "Failing that: " + fallback);
        }
        out.println();
    }

    private static void row(PrintStream out, String time, String what) {
        out.printf("  %-9s %s%n", time, what);
    }

    private static String text(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
