package nut.common.daemon;

import sun.misc.Signal;

/** Reactions to signals. The JVM runs each on a thread of its own. */
public final class Signals {
    private Signals() {
    }

    /**
     * Reacts to a signal from now on.
     *
     * @param name without SIG, for example HUP
     */
    public static void on(String name, Runnable reaction) {
        Signal.handle(new Signal(name), signal -> reaction.run());
    }
}
