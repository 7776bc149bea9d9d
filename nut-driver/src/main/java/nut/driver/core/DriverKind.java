package nut.driver.core;

import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.driver.line.Line;
import nut.driver.line.LineLost;

/** One of the drivers, before it drives: what it is called, which settings it has, how it is made. Has no state. */
public interface DriverKind {
    /** The version of the driver itself, which is not that of the suite. */
    String version();

    /** The names of the settings that it has beyond those which all drivers have. */
    Set<String> settingNames();

    /** What kind of UPS it looks for, for the sentence that says there is none. */
    String looksFor();

    /** Checks the settings; one that makes no sense is an AdminFault. */
    void check(DriverSettings settings);

    /**
     * Opens its line.
     *
     * @param news to be called by any thread when there is something to read, or the device is gone
     */
    Line open(DriverSettings settings, Runnable news) throws LineLost;

    /**
     * Makes the driver.
     *
     * @param line     its line, which is opened again when the device was gone
     * @param state    where readings go
     * @param settings the admin's choices, checked
     * @param ending   whether the process wants to end
     */
    Driver create(Line line, UpsState state, DriverSettings settings, BooleanSupplier ending);
}
