package nut.driver.core;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.line.Port;

/** One of the drivers, before it drives: what it is called, which settings it has, how it is made. Has no state. */
public interface DriverKind {
    /** The version of the driver itself, which is not that of the suite. */
    String version();

    /** The names of the settings that it has beyond those which all drivers have. */
    Set<String> settingNames();

    /** What {@code -h} adds for this driver. */
    default List<String> helpLines() {
        return List.of();
    }

    /** What kind of UPS it looks for, for the sentence that says there is none. */
    String looksFor();

    /** Checks the settings; one that makes no sense is an AdminFault. */
    void check(DriverSettings settings);

    /**
     * Makes the driver and its port, which nobody has opened yet.
     *
     * @param settings the admin's choices, checked
     * @param state    where readings go
     * @param news     to be called by any thread when the port has news
     * @param ending   whether the process wants to end
     */
    Wiring wire(DriverSettings settings, UpsState state, Runnable news, BooleanSupplier ending);

    /**
     * A driver, and the port that it drives through.
     *
     * @param port   opened before {@link Driver#attach}, and again after a loss
     * @param driver the driver
     */
    record Wiring(Port port, Driver driver) {
    }
}
