package nut.upsmon.decision;

import nut.common.conf.NotifyType;

/** What the watcher is to do. UPSes are named by their index among the MONITOR lines. */
public sealed interface Action {
    /**
     * Tell people.
     *
     * @param ups    the index, or -1 when it is about this machine
     * @param detail the alarms, or the words that upsmon does not know; "" for all other types
     */
    record Notify(NotifyType type, int ups, String detail) implements Action {
        /** News without a detail. */
        public Notify(NotifyType type, int ups) {
            this(type, ups, "");
        }
    }

    /** Set the forced shutdown on upsd, as its primary; comes again when upsd has been restarted and has forgotten it. */
    record SetForcedShutdown(int ups) implements Action {
    }

    /** Ask how many are logged in, as the primary that waits for its secondaries. */
    record AskLogins(int ups) implements Action {
    }

    /**
     * Say that HOSTSYNC is over and that the shutdown goes on without some.
     *
     * @param others how many others are logged in to the UPS; -1 when that is not known
     */
    record GoOnWithout(int ups, int others) implements Action {
    }

    /**
     * Send the shutdown byte. Comes once; only the leave follows, and a forced shutdown that upsd has forgotten. A secondary stays logged
     * in until the parent, with SHUTDOWNCMD done, ends this process: its primary waits for that.
     */
    record ShutDown() implements Action {
    }

    /** End upsmon: SHUTDOWNEXIT seconds have gone by since the shutdown byte. Does not come when they are 0, as the parent ends then. */
    record Leave() implements Action {
    }
}
