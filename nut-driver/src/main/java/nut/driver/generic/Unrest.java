package nut.driver.generic;

import java.util.function.LongSupplier;
import nut.driver.core.Fault;
import org.slf4j.Logger;

/**
 * Notices that lines change more often than mains and batteries do: a loose plug, a worn contact. A bucket that each change of a line
 * fills by one, and that loses one each 5 s; from 10 on it is a fault, until the bucket is empty. While the fault is on, changes are not
 * worth a line of the log each. Owned by the driver's thread.
 */
final class Unrest {
    private static final long LEAK_NANOS = 5_000_000_000L;
    private static final int FAULT = 10;
    private static final int MOST = 15;

    private final Fault fault;
    private final LongSupplier nanos;
    private long known;
    private long level;
    private long leaked;

    Unrest(Logger log, LongSupplier nanos) {
        this.fault = new Fault(log, "The lines change all the time (see plug and cable)", nanos);
        this.nanos = nanos;
        this.leaked = nanos.getAsLong();
    }

    /**
     * Takes the number of changes into account, counted since the port was opened.
     *
     * @return whether the fault is on
     */
    boolean isOn(long edges) {
        long fresh = edges >= known ? edges - known : edges;
        known = edges;
        long drops = (nanos.getAsLong() - leaked) / LEAK_NANOS;
        leaked += drops * LEAK_NANOS;
        level = Math.min(MOST, Math.max(0, level - drops) + fresh);
        if (level >= FAULT && fresh > 0) {
            fault.occurred(edges + " changes since the port was opened; they are not logged one by one");
        } else if (level == 0) {
            fault.ended();
        }
        return fault.isOn();
    }
}
