package nut.upsmon.decision;

import nut.common.conf.NotifyType;

/** What the watcher is to do. UPSes are named by their index among the MONITOR lines. */
public sealed interface Action {
    /** Tell people; the index is -1 when it is about this machine. */
    record Notify(NotifyType type, int ups) implements Action {
    }

    /** Set the forced shutdown on upsd, as its primary. */
    record SetForcedShutdown(int ups) implements Action {
    }

    /** Ask how many are logged in, as the primary that waits for its secondaries. */
    record AskLogins(int ups) implements Action {
    }

    /** Log out, as a secondary that goes: the primary waits for that. */
    record Logout(int ups) implements Action {
    }

    /** Send the shutdown byte. Comes once; only log-outs follow. */
    record ShutDown() implements Action {
    }
}
