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
        Signal signal = new Signal(name);
        SignalHandler handler = caught -> reaction.run();
        if (Signal.handle(signal, handler) == SignalHandler.SIG_IGN) {
            // The JVM has left it ignored. Only now sigaction(2) is worth its price: a first call to C takes as long as a short upslog.
            SignalAction.heed(signal.getNumber());
            Signal.handle(signal, handler);
        }
    }
}
