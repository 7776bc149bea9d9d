package nut.upsmon.sched;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A timer that runs.
 *
 * @param name     what CMDSCRIPT is given
 * @param deadline when it runs out, in nanoseconds of CLOCK_BOOTTIME
 * @param causes   the events that started it or joined it; at least one
 * @param tries    how often CMDSCRIPT could not be started for it
 */
record Timer(String name, long deadline, List<Event> causes, int tries) {
    private static final int MOST_CAUSES = 64;

    Timer {
        causes = List.copyOf(causes);
    }

    /** Says whether a UPS has a part in it. */
    boolean isOf(String ups) {
        return causes.stream().anyMatch(cause -> cause.ups().equals(ups));
    }

    /** With one more event, unless it is known or there are too many. */
    Timer joinedBy(Event event) {
        if (causes.contains(event) || causes.size() >= MOST_CAUSES) {
            return this;
        }
        List<Event> more = new ArrayList<>(causes);
        more.add(event);
        return new Timer(name, deadline, more, tries);
    }

    Timer triedAgainAt(long later) {
        return new Timer(name, later, causes, tries + 1);
    }

    /** NOTIFYTYPE for CMDSCRIPT: each type once. */
    String types() {
        return distinct(Event::type, ",");
    }

    /** UPSNAME for CMDSCRIPT: each UPS once. */
    String upses() {
        return distinct(Event::ups, ",");
    }

    /** NOTIFYMSG for CMDSCRIPT: each message once. */
    String messages() {
        return distinct(Event::message, "\t");
    }

    private String distinct(Function<Event, String> part, String separator) {
        Set<String> parts = new LinkedHashSet<>();
        for (Event cause : causes) {
            parts.add(part.apply(cause));
        }
        parts.remove("");
        return String.join(separator, parts);
    }
}
