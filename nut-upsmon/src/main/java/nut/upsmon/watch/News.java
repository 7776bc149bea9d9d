package nut.upsmon.watch;

import java.util.Collections;
import java.util.Set;

/** What the watcher hears. UPSes are named by their index among the MONITOR lines. */
public sealed interface News {
    /**
     * What the UPS says.
     *
     * @param words of ups.status
     * @param alarm ups.alarm, "" if it has none
     */
    record Status(int ups, Set<String> words, String alarm) implements News {
        /** Words that nobody changes any more. */
        public Status {
            words = Collections.unmodifiableSet(words);
        }
    }

    /** upsd does not answer, or has no data; and why. */
    record Lost(int ups, String reason) implements News {
    }

    /** How many are logged in. */
    record Logins(int ups, int count) implements News {
    }

    /** The admin wants the shutdown now. */
    record ForcedShutdownAsked() implements News {
    }

    /** The admin has changed the configuration. */
    record ReloadAsked() implements News {
    }

    /** Nobody reads the notifier's pipe any more. */
    record NotifierGone() implements News {
    }
}
