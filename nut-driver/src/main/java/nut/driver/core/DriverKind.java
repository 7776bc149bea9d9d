package nut.driver.core;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import nut.common.confine.Network;
import nut.common.confine.Place;
import nut.common.daemon.NutEnvironment;
import nut.driver.line.Port;
import nut.driver.line.TcpAddress;

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

    /** Whether it works enough for a compiler, which is 1 MB in all: who asks at the pace of a serial line does not. */
    default boolean needsCompiler() {
        return false;
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

    /** Which way it talks to the network: most through a raw TCP port, if the admin chose one. */
    default Network network(DriverSettings settings) {
        return TcpAddress.of(settings.port()).isPresent() ? Network.CALLS : Network.NONE;
    }

    /** The TCP ports at which it calls others. */
    default Set<Integer> ports(DriverSettings settings) {
        return TcpAddress.of(settings.port()).map(address -> Set.of(address.port())).orElse(Set.of());
    }

    /**
     * The paths that it needs beyond those which all drivers need: most a serial port.
     *
     * @param environment as the driver sees it
     */
    default List<Place> places(DriverSettings settings, NutEnvironment environment) {
        return TcpAddress.of(settings.port()).isPresent() ? List.of() : DriverPolicy.ofPort(settings.port());
    }

    /**
     * A driver, and the port that it drives through.
     *
     * @param port   opened before {@link Driver#attach}, and again after a loss
     * @param driver the driver
     */
    record Wiring(Port port, Driver driver) {
    }
}
