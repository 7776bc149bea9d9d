package nut.upsmon.watch;

import java.util.Collections;
import java.util.Set;

/** What the watcher hears. UPSes are named by their index among the MONITOR lines. */
public sealed interface News {
    /** The words of ups.status. */
    record Status(int ups, Set<String> words) implements News {
        /** Words that nobody changes any more. */
        public Status {
            words = Collections.unmodifiableSet(words);
        }
    }

    /** The value of ups.alarm, "" if there is none. Comes before the words of the same look, if they have ALARM among them. */
    record Alarm(int ups, String text) implements News {
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

    /** The machine goes to sleep. */
    record SleepBegins() implements News {
    }

    /** The admin has changed the configuration. */
    record ReloadAsked() implements News {
    }

    /** Nobody reads the notifier's pipe any more. */
    record NotifierGone() implements News {
    }
}
