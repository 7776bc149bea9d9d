package nut.jail.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a power plant is made of.
 *
 * @param upses   the names of the UPSes, each with a dummy-ups of its own
 * @param watched those among them that the machines have a MONITOR line for
 * @param lines   lines of all machines' upsmon.conf, the last of a kind counts
 * @param debians what is Debian's: machines, or upsd (with the drivers)
 */
record Setting(List<String> upses, List<String> watched, List<String> lines, Set<String> debians) {
    /** upsd among {@link #debians}. */
    static final String UPSD = "upsd";
    /** HOSTSYNC of the secondaries, and of a primary that is to give up soon, in seconds. */
    static final int HOSTSYNC = 3;
    /** HOSTSYNC of the primary: NUT's default. Four upsmons on one busy machine may well take {@link #HOSTSYNC} until all are down. */
    static final int PRIMARYS_HOSTSYNC = 15;
    /** DEADTIME of {@link #usual}, in seconds. */
    static final int DEADTIME = 4;

    /** One UPS called "a", all of it ours. A NOCOMM comes when DEADTIME is over, a second REPLBATT when the secondaries' HOSTSYNC is. */
    static Setting usual() {
        return new Setting(List.of("a"), List.of("a"), List.of("MINSUPPLIES 1", "DEADTIME " + DEADTIME, "NOCOMMWARNTIME " + (DEADTIME + 1),
            "RBWARNTIME " + (HOSTSYNC + 1)), Set.of());
    }

    /** Two UPSes, "a" and "b", both there for each machine. */
    Setting twoUpses() {
        return new Setting(List.of("a", "b"), List.of("a", "b"), lines, debians);
    }

    /** Two UPSes, "a" and "b", of which only "a" is watched. */
    Setting spareUps() {
        return new Setting(List.of("a", "b"), List.of("a"), lines, debians);
    }

    /** One more line for all. */
    Setting with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Setting(upses, watched, more, debians);
    }

    /** With a primary that waits no longer for its secondaries than these wait for it. */
    Setting impatientPrimary() {
        return with("HOSTSYNC " + HOSTSYNC);
    }

    /** That is Debian's. */
    Setting debians(String... those) {
        return new Setting(upses, watched, lines, Set.of(those));
    }
}
