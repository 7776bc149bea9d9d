package nut.driver.generic;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import nut.driver.core.Driver;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import nut.driver.line.OutputLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UPS with contact closures. It cannot be asked whether it is there: the lines of an empty plug are a status like any other.
 *
 * <p>At the end nothing is done to the lines: cable power stays on, and the port is set so that closing it leaves them alone.
 */
final class GenericDriver implements Driver {
    private static final Logger LOG = LoggerFactory.getLogger(GenericDriver.class);
    private static final long SECOND = 1_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;
    /** A line that bounces for longer than this makes the status untrue. */
    private static final long LONGEST_UNREST_NANOS = 10 * SECOND;
    /** How long NUT transmits a break, at the least. */
    private static final Duration SHORTEST_BREAK = Duration.ofSeconds(5);

    private final ContactPort port;
    private final UpsState state;
    private final GenericSettings settings;
    private final Clockwork clockwork;
    private final BooleanSupplier ending;
    private final Unrest unrest;
    private String status = "unknown";
    private boolean unrestIsSaid;

    /**
     * A driver for the UPS at a port.
     *
     * @param port      the port
     * @param state     where readings go
     * @param settings  the admin's choices
     * @param clockwork the time
     * @param ending    whether the process wants to end
     */
    GenericDriver(ContactPort port, UpsState state, GenericSettings settings, Clockwork clockwork, BooleanSupplier ending) {
        this.port = port;
        this.state = state;
        this.settings = settings;
        this.clockwork = clockwork;
        this.ending = ending;
        this.unrest = new Unrest(LOG, clockwork::nanos);
    }

    @Override
    public void attach(int patience) throws IOException {
        state.set("ups.mfr", settings.manufacturer());
        state.set("ups.model", settings.model());
        settings.serial().ifPresent(serial -> state.set("ups.serial", serial));
        Sighting calm = awaitCalm(patience * SECOND);
        become(calm);
        state.publish();
    }

    @Override
    public void beginPoll() {
        // What there is to know is read by the port all the time.
    }

    @Override
    public boolean pollNext() throws IOException {
        Sighting now = port.take();
        if (!now.restless().isEmpty() && clockwork.nanos() - now.restlessSince() > LONGEST_UNREST_NANOS) {
            throw new NoAnswer(restless(now));
        }
        become(now);
        return false;
    }

    @Override
    public boolean listen() throws IOException {
        return pollNext();
    }

    @Override
    public boolean cutPower() throws IOException {
        Optional<OutputLines> shutdown = settings.signals().shutdown();
        if (shutdown.isEmpty()) {
            LOG.error("No line of this UPS cuts the power (SD); if one does, name it: SD = ...");
            return false;
        }
        sayStatus();
        boolean breakAlone = shutdown.get().equals(new OutputLines(false, false, true));
        OutputLines cablePower = settings.signals().cablePower();
        OutputLines levels = breakAlone ? new OutputLines(cablePower.dtr(), cablePower.rts(), true) : shutdown.get();
        port.drive(levels);
        Duration hold = settings.hold().orElse(Duration.ZERO);
        if (levels.breaking() && hold.compareTo(SHORTEST_BREAK) < 0) {
            hold = SHORTEST_BREAK;
        }
        LOG.info("Shutdown signal given: raised lines were {}, now {}{}", cablePower, levels,
            hold.isZero() ? "" : "; holding it for " + hold.toSeconds() + " s");
        clockwork.pass(hold.toNanos());
        port.take();
        if (levels.breaking()) {
            port.drive(new OutputLines(levels.dtr(), levels.rts(), false));
        }
        return true;
    }

    /** What the UPS said before its power is cut, for those who read the log; it changes nothing. */
    private void sayStatus() throws LineLost {
        try {
            String words = settings.signals().words(awaitCalm(SECOND).levels().orElseThrow());
            LOG.info("ups.status is {}{}", words,
                words.startsWith("OL") ? ": most UPSes with contact closures cut the power only when they are on battery" : "");
        } catch (NoAnswer unknown) {
            LOG.warn("ups.status is unknown ({}); the shutdown signal is given all the same", unknown.getMessage());
        }
    }

    private Sighting awaitCalm(long patienceNanos) throws LineLost, NoAnswer {
        long deadline = clockwork.nanos() + patienceNanos;
        Sighting now = port.take();
        while (!now.isCalm()) {
            if (clockwork.nanos() - deadline > 0 || ending.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new NoAnswer(restless(now));
            }
            clockwork.pass(LOOK_AGAIN_NANOS);
            now = port.take();
        }
        return now;
    }

    private void become(Sighting now) {
        boolean noisy = unrest.isOn(now.edges());
        String words = settings.signals().words(now.levels().orElseThrow());
        if (!words.equals(status)) {
            String before = status;
            status = words;
            state.set("ups.status", words);
            state.publish();
            if (noisy) {
                LOG.debug("ups.status {} -> {}", before, words);
            } else {
                LOG.info("ups.status {} -> {}", before, words);
            }
        }
        if (unrestIsSaid && !noisy) {
            LOG.info("ups.status is {}", words);
        }
        unrestIsSaid = noisy;
    }

    private static String restless(Sighting sighting) {
        return sighting.restless().isEmpty() ? "the lines were not read in time"
            : "line " + String.join(", ", sighting.restless().stream().sorted().map(Enum::name).toList()) + " does not hold still";
    }
}
