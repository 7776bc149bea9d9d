package nut.upsmon.watch;

import java.util.Set;

/** What a poller tells the watcher. UPSes are named by their index among the MONITOR lines. */
public sealed interface News {
    /** The UPS it is about. */
    int ups();

    /** The words of ups.status. */
    record Status(int ups, Set<String> words) implements News {
    }

    /** upsd does not answer, or has no data; and why. */
    record Lost(int ups, String reason) implements News {
    }

    /** How many are logged in. */
    record Logins(int ups, int count) implements News {
    }
}
