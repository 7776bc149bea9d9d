package nut.upsd.command;

import java.util.Iterator;
import java.util.LinkedHashSet;
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
            if (now.find(STATUS) != null) {
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

    /** Goes through both at once, since both are in the order of the names; what has not changed is nearly always one and the same. */
    private void compare(UpsSnapshot before, UpsSnapshot after) {
        long number = newest + 1;
        Iterator<UpsVariable> old = before.variables().iterator();
        Iterator<UpsVariable> current = after.variables().iterator();
        UpsVariable was = next(old);
        UpsVariable is = next(current);
        while (was != null || is != null) {
            int order = was == is ? 0 : was == null ? 1 : is == null ? -1 : was.name().compareToIgnoreCase(is.name());
            if (order != 0 || was != is && !was.value().equals(is.value())) {
                changed.put(order < 0 ? was.name() : is.name(), number);
                newest = number;
            }
            was = order <= 0 ? next(old) : was;
            is = order >= 0 ? next(current) : is;
        }
    }

    private static UpsVariable next(Iterator<UpsVariable> variables) {
        return variables.hasNext() ? variables.next() : null;
    }

    private void tellThoseWithNews() {
        for (Subscription subscription : subscribers) {
            if (subscription.hasNews()) {
                subscription.askTurn();
            }
        }
    }
}
