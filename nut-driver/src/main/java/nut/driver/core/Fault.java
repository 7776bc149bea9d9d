package nut.driver.core;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * A fault that may come again and again: it is said once, then counted, and its end is said. Owned by the driver's thread.
 */
public final class Fault {
    private final Logger log;
    private final String name;
    private final LongSupplier nanos;
    private long count;
    private long began;

    /**
     * A fault that has not occurred.
     *
     * @param name  what it is, for the line that says its end
     * @param nanos a clock
     */
    public Fault(Logger log, String name, LongSupplier nanos) {
        this.log = log;
        this.name = name;
        this.nanos = nanos;
    }

    /** It occurred: said the first time, counted from then on. */
    public void occurred(String what) {
        if (count++ == 0) {
            began = nanos.getAsLong();
            log.warn("{}: {}", name, what);
        } else {
            log.trace("{}: {} ({} by now)", name, what, count);
        }
    }

    /** It is over, if it ever began. */
    public void ended() {
        if (count > 0) {
            log.info("{}: over after {} s, {} in all", name, seconds(nanos.getAsLong() - began), count);
            count = 0;
        }
    }

    /** Whether it occurred and has not ended. */
    public boolean isOn() {
        return count > 0;
    }

    /** A time for people, such as 12.3. */
    static String seconds(long nanos) {
        long tenths = (nanos + 50_000_000) / 100_000_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
