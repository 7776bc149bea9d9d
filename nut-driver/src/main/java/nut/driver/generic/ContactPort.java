package nut.driver.generic;

import java.util.Set;
import nut.driver.line.InputLine;
import nut.driver.line.LineLost;
import nut.driver.line.ModemLines;
import nut.driver.line.OutputLines;
import nut.driver.line.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port of which only the modem lines are used. While it is open, a beat looks at them, 20 times a second: the events that systems
 * offer for modem lines (TIOCMIWAIT) are missing from many USB adapters, and say nothing of levels.
 *
 * <p>Owned by the driver's thread. While the port is open the beat's thread writes {@link #sighting}, an immutable record, and keeps what
 * it alone needs.
 */
final class ContactPort implements Port {
    /** How modem lines are opened. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens them.
         *
         * @param levels how the lines to the UPS are to be from the beginning
         * @throws LineLost when they cannot be opened
         */
        ModemLines open(OutputLines levels) throws LineLost;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ContactPort.class);
    private static final long LOOK_NANOS = 50_000_000;
    /** A USB adapter that is in trouble answers late or not at all. */
    private static final long LONGEST_LOOK_NANOS = 5_000_000_000L;

    private final Opener opener;
    private final Signals signals;
    private final Clockwork clockwork;
    private final Runnable news;
    private ModemLines lines;
    private Clockwork.Beat beat;
    private Set<InputLine> lastRaised = Set.of();
    private volatile Sighting sighting;
    private Sighting taken;

    /**
     * A port that is not open.
     *
     * @param opener    how to open it
     * @param signals   which lines matter, and which are cable power
     * @param clockwork the time
     * @param news      called by the beat's thread when the driver should look
     */
    ContactPort(Opener opener, Signals signals, Clockwork clockwork, Runnable news) {
        this.opener = opener;
        this.signals = signals;
        this.clockwork = clockwork;
        this.news = news;
    }

    @Override
    public void open() throws LineLost {
        lines = opener.open(signals.cablePower());
        taken = Sighting.nothing(clockwork.nanos());
        sighting = taken;
        LineWatch watch = new LineWatch(signals.lines());
        ModemLines opened = lines;
        beat = clockwork.start("modem lines", LOOK_NANOS, () -> look(opened, watch));
    }

    @Override
    public boolean isOpen() {
        return lines != null;
    }

    @Override
    public boolean hasNews() {
        return isOpen() && sighting.isNewsAfter(taken);
    }

    /**
     * What is known of the lines.
     *
     * @throws LineLost when the port is gone
     */
    Sighting take() throws LineLost {
        if (!isOpen()) {
            throw new LineLost("the port is not open");
        }
        taken = sighting;
        if (taken.lost().isPresent()) {
            throw new LineLost(taken.lost().get());
        }
        if (clockwork.nanos() - taken.seenAt() > LONGEST_LOOK_NANOS) {
            throw new LineLost("its modem lines could not be read for " + LONGEST_LOOK_NANOS / 1_000_000_000 + " s");
        }
        return taken;
    }

    /** Sets the lines that go to the UPS. */
    void drive(OutputLines levels) throws LineLost {
        if (!isOpen()) {
            throw new LineLost("the port is not open");
        }
        lines.drive(levels);
    }

    @Override
    public void close() {
        if (isOpen()) {
            beat.stop();
            lines.close();
            lines = null;
        }
    }

    private void look(ModemLines opened, LineWatch watch) {
        Sighting before = sighting;
        if (before.lost().isPresent()) {
            return;
        }
        try {
            Set<InputLine> raised = opened.raised();
            if (!raised.equals(lastRaised)) {
                LOG.debug("lines of the UPS that are high: {}", raised);
                lastRaised = raised;
            }
            sighting = watch.look(raised, clockwork.nanos());
        } catch (LineLost gone) {
            sighting = before.lost(gone.getMessage());
        }
        if (sighting.isNewsAfter(before)) {
            news.run();
        }
    }
}
