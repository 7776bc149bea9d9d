package nut.common.daemon;

import nut.common.posix.SignalAction;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Reactions to signals. The JVM runs each on a thread of its own. */
public final class Signals {
    private Signals() {
    }

    /**
     * Reacts to a signal from now on, even if the process was started with it ignored (nohup).
     *
     * @param name without SIG, for example HUP
     */
    public static void on(String name, Runnable reaction) {
        if (onUnlessIgnored(name, reaction) == SignalHandler.SIG_IGN) {
            // The JVM has left it ignored. Only now sigaction(2) is worth its price: a first call to C takes as long as a short upslog.
            SignalAction.heed(new Signal(name).getNumber());
            onUnlessIgnored(name, reaction);
        }
    }

    /** As {@link #on}, but HUP, INT and TERM stay ignored if the process was started so. */
    static SignalHandler onUnlessIgnored(String name, Runnable reaction) {
        return Signal.handle(new Signal(name), caught -> reaction.run());
    }
}
