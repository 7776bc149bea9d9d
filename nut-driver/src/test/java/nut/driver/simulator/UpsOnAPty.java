package nut.driver.simulator;

import java.io.IOException;
import java.nio.file.Path;
import nut.common.posix.BootClock;

/** The simulated UPS as it runs for real: on a pty, in its own thread, at the pace of 2400 baud. */
public final class UpsOnAPty implements AutoCloseable {
    private final Simulation simulation;
    private final Path log;

    private UpsOnAPty(Simulation simulation, Path log) {
        this.simulation = simulation;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param link  will point to the device
     * @param log   will be written
     * @param speed how many times faster than real time battery and timers run
     */
    public static UpsOnAPty start(Path link, Path log, double speed) throws IOException {
        Simulation simulation = new Simulation(Options.of(Pace.WIRE, speed).withLink(link), EventLog.open(log, BootClock.nanos()),
            BootClock::nanos);
        simulation.plug();
        Thread.ofPlatform().name("simulated ups").daemon().start(simulation::run);
        return new UpsOnAPty(simulation, log);
    }

    /** Gives a command, as upssim takes it, and returns its answer. */
    public String control(String line) {
        return simulation.control(line).join();
    }

    public Path log() {
        return log;
    }

    @Override
    public void close() {
        simulation.close();
    }
}
