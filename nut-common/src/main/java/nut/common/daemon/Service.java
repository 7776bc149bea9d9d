package nut.common.daemon;

import java.util.function.Consumer;

/** What a daemon does between its start and its end. {@link Daemon} calls all methods on one thread, one after the other. */
public interface Service {
    /**
     * Begins to serve, and returns when it does. When it throws, it has taken back what it had done. A TERM in between interrupts the
     * thread.
     *
     * @throws nut.common.AdminFault when the admin must mend something first
     * @throws Exception             when something else is in the way
     */
    void start() throws Exception;

    /**
     * Reads the configuration again (SIGHUP).
     *
     * @throws nut.common.AdminFault when it cannot; what was read before then stays in force
     */
    void reload();

    /** Ends in good order (SIGTERM, SIGINT). */
    void stop();

    /**
     * Hands over what to call, from any thread, when the service finds that it cannot go on.
     *
     * @param failed takes the reason; the daemon then ends with exit status 1
     */
    default void onFailure(Consumer<Throwable> failed) {
    }

    /**
     * Hands over what to call, from any thread, when the service has done all that it was there for.
     *
     * @param done the daemon then ends with exit status 0
     */
    default void onDone(Runnable done) {
    }
}
