package nut.common.daemon;

import nut.common.posix.SignalAction;
import sun.misc.Signal;

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
        SignalAction.heed(signal.getNumber());
        Signal.handle(signal, caught -> reaction.run());
    }
}
