package nut.driver.core;

import java.io.IOException;
import nut.common.state.Outcome;

/**
 * What one kind of UPS needs. All methods are called by one thread, the driver's, which also owns the line and the {@link UpsState} the
 * driver was made with. An IOException from any of them means that contact is lost (LineLost: with the device, NoAnswer: with the UPS).
 *
 * <p>No method takes long: a driver asks one question at a time, so that requests, alerts and the end of the process are served between.
 */
public interface Driver {
    /**
     * First contact: finds the UPS and reads all about it into the state, including which variables can be written and which commands it
     * takes.
     *
     * @param patience how many times to try before giving up
     */
    void attach(int patience) throws IOException;

    /**
     * Contact again after a loss, with the same line or a new one to the same port: one try. When it returns, what matters most is read
     * (ups.status); the rest may follow in the next poll.
     */
    default void reattach() throws IOException {
        attach(1);
    }

    /** Whether the driver starts though there is no UPS yet. Its data are stale then until there is one. */
    default boolean mayStartAlone() {
        return false;
    }

    /** A poll interval is over: everything that is to be read in each poll is due now. */
    void beginPoll();

    /**
     * Asks one question that is due.
     *
     * @return whether more is due now
     */
    boolean pollNext() throws IOException;

    /**
     * The UPS said something without being asked. Takes it all; called as soon as it is there.
     *
     * @return whether something is due now because of it
     */
    default boolean listen() throws IOException {
        return false;
    }

    /**
     * Runs an instant command.
     *
     * @param command its name, as in NUT's list
     * @param value   its argument, or ""
     */
    default Outcome run(String command, String value) throws IOException {
        return Outcome.UNKNOWN;
    }

    /**
     * Runs an instant command that {@code sdcommands} of ups.conf names for the machine's shutdown: one that takes the power away is meant
     * the first time.
     *
     * @param command its name, as in NUT's list
     */
    default Outcome runAtShutdown(String command) throws IOException {
        return run(command, "");
    }

    /** Writes a variable. */
    default Outcome set(String variable, String value) throws IOException {
        return Outcome.UNKNOWN;
    }

    /**
     * Tells the UPS to cut the power of its load and to return with the mains, as the settings say ({@code -k}). Called on an open line
     * without {@link #attach} before.
     *
     * @return whether the UPS accepted
     */
    default boolean cutPower() throws IOException {
        return false;
    }

    /** Leaves the UPS in peace: the process ends. */
    default void detach() throws IOException {
    }
}
