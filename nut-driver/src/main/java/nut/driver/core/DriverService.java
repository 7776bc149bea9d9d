package nut.driver.core;

import java.util.function.Consumer;
import java.util.function.Supplier;
import nut.common.Version;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver as a daemon's service: serves from the moment in which the UPS is found and published until it is told to stop. */
public final class DriverService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(DriverService.class);

    private final Supplier<DriverSettings> settings;
    private final DriverKind kind;
    private final NutEnvironment environment;
    private final Work work = new Work();
    private Consumer<Throwable> failed = thrown -> { };
    private PidFile pidFile;
    private Thread thread;

    /**
     * A service.
     *
     * @param settings    reads the settings, in the process that will serve
     * @param kind        the driver
     * @param environment where pid file and state are
     */
    public DriverService(Supplier<DriverSettings> settings, DriverKind kind, NutEnvironment environment) {
        this.settings = settings;
        this.kind = kind;
        this.environment = environment;
    }

    @Override
    public void start() throws InterruptedException {
        DriverSettings chosen = settings.get();
        Places places = Places.of(chosen, environment, System.getenv());
        pidFile = PidFile.claim(places.pidFile());
        try {
            DriverLoop loop = new DriverLoop(chosen, kind, work);
            loop.begin(places.state(), Version.number());
            thread = Thread.ofPlatform().name("driver").uncaughtExceptionHandler((driver, thrown) -> failed.accept(thrown))
                .start(loop::run);
        } finally {
            if (thread == null) {
                pidFile.close();
            }
        }
    }

    @Override
    public void reload() {
        LOG.info("SIGHUP: this driver reads its settings when it starts; start it anew to change them");
    }

    @Override
    public void stop() {
        work.stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        pidFile.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onFailure(Consumer<Throwable> taker) {
        failed = taker;
    }
}
