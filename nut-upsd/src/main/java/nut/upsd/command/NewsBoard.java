package nut.upsd.command;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.upsd.driverlink.Availability;
import nut.upsd.driverlink.ServedUps;

/**
 * When each variable of one UPS last changed, by a number that counts the looks at it, and who wants to know. A subscriber keeps the number
 * up to which it was told, so however slow it is, it costs no more memory than that. Owned by the event loop.
 */
final class NewsBoard {
    private static final String STATUS = "ups.status";

    private final ServedUps ups;
    private final SortedMap<String, Long> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<Subscription> subscribers = new LinkedHashSet<>();
    private UpsSnapshot seen;
    private boolean forcedSeen;
    private boolean removed;
    private long newest;

    /** A board on which nothing has changed yet. */
    NewsBoard(ServedUps ups) {
        this.ups = ups;
        this.seen = ups.answers().snapshot();
        this.forcedSeen = ups.forcedShutdown();
    }

    ServedUps ups() {
        return ups;
    }

    Set<Subscription> subscribers() {
        return subscribers;
    }

    /** The number of the last change. */
    long newest() {
        return newest;
    }

    /** The variables that have ever changed, each with the number of its last change; those that vanished are among them. */
    SortedMap<String, Long> changed() {
        return changed;
    }

    /** Whether the UPS is served no longer. */
    boolean removed() {
        return removed;
    }

    /** Looks what has changed since the last look, and has those told who want to know. */
    void look() {
        UpsSnapshot now = ups.answers().snapshot();
        if (now != seen) {
            compare(seen, now);
            seen = now;
        }
        if (ups.forcedShutdown() != forcedSeen) {
            forcedSeen = ups.forcedShutdown();
            if (now.variables().containsKey(STATUS)) {
                changed.put(STATUS, ++newest);
            }
        }
        tellThoseWithNews();
    }

    /** The UPS is served no longer: the last that there is to tell. */
    void remove() {
        removed = true;
        tellThoseWithNews();
    }

    /** What clients can ask for now. */
    Availability availability() {
        return ups.availability();
    }

    private void compare(UpsSnapshot before, UpsSnapshot after) {
        long number = newest + 1;
        SortedMap<String, UpsVariable> old = before.variables();
        SortedMap<String, UpsVariable> current = after.variables();
        for (Map.Entry<String, UpsVariable> entry : current.entrySet()) {
            UpsVariable known = old.get(entry.getKey());
            if (known == null || !known.value().equals(entry.getValue().value())) {
                changed.put(entry.getKey(), number);
                newest = number;
            }
        }
        for (String name : old.keySet()) {
            if (!current.containsKey(name)) {
                changed.put(name, number);
                newest = number;
            }
        }
    }

    private void tellThoseWithNews() {
        for (Subscription subscription : subscribers) {
            if (subscription.hasNews()) {
                subscription.askTurn();
            }
        }
    }
}
