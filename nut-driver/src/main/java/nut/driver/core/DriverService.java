package nut.driver.core;

import java.util.function.Consumer;
import java.util.function.Supplier;
import nut.common.ThreadEnd;
import nut.common.Version;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import nut.common.daemon.Signals;

/**
 * A driver as a daemon's service: serves from the moment in which the UPS is found and published until it is told to stop. HUP reads
 * ups.conf again; USR1 does the same, and ends the driver when that is not enough, as NUT's reload-or-exit.
 */
public final class DriverService implements Service {
    private final Supplier<DriverSettings> settings;
    private final DriverKind kind;
    private final NutEnvironment environment;
    private final int debug;
    private final Work work = new Work();
    private Consumer<Throwable> failed = thrown -> { };
    private Runnable done = () -> { };
    private PidFile pidFile;
    private Thread thread;

    /**
     * A service.
     *
     * @param settings    reads the settings, in the process that will serve
     * @param kind        the driver
     * @param environment where pid file and state are
     * @param debug       the debug level that the command line asks for
     */
    public DriverService(Supplier<DriverSettings> settings, DriverKind kind, NutEnvironment environment, int debug) {
        this.settings = settings;
        this.kind = kind;
        this.environment = environment;
        this.debug = debug;
    }

    @Override
    public void start() throws InterruptedException {
        DriverSettings chosen = settings.get();
        Places places = Places.of(chosen, environment, System.getenv());
        // From the claim on others know this process, and a signal without a reaction would end it; it is heeded when the UPS is found.
        Signals.on("USR1", () -> work.reload(true));
        pidFile = PidFile.claim(places.pidFile());
        try {
            DriverLoop loop = new DriverLoop(chosen, kind, work, new Rereading(settings, debug));
            loop.begin(places.state(), Version.number());
            thread = Thread.ofPlatform().name("driver").uncaughtExceptionHandler((driver, thrown) -> failed.accept(thrown))
                .start(() -> {
                    loop.run();
                    done.run();
                });
        } finally {
            if (thread == null) {
                pidFile.close();
            }
        }
    }

    @Override
    public void reload() {
        work.reload(false);
    }

    @Override
    public void stop() {
        work.stop();
        ThreadEnd.await(thread);
        pidFile.close();
    }

    /** A driver that was told to reload or exit has done all that it was there for when it exits. */
    @Override
    public void onDone(Runnable ender) {
        done = ender;
    }

    @Override
    public void onFailure(Consumer<Throwable> taker) {
        failed = taker;
    }
}
