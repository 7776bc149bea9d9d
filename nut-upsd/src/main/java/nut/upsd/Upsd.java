package nut.upsd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import nut.common.log.Logging;
import nut.common.posix.BootClock;
import nut.common.tls.ServerTls;
import nut.upsd.driverlink.DriverLinks;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.net.EventLoop;
import nut.upsd.net.Listeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server, wired:
 *
 * <pre>
 *   drivers --UpsdEnd threads--> DriverNews --+
 *                                             v
 *   clients <------ sockets ------> EventLoop (one at a time): Serving --> Desk, Sessions, UpsTable
 *                                             ^
 *   ups.conf, upsd.conf, upsd.users --reload--+
 * </pre>
 *
 * <p>Its methods are called by the daemon's one thread, never by the loop. What comes from another thread while the loop sleeps is worked
 * off by that thread in the loop's place.
 */
final class Upsd implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Upsd.class);

    private final UpsdOptions options;
    private Consumer<Throwable> failed = reason -> { };
    private PidFile pidFile;
    private Serving serving;
    private EventLoop loop;
    private DriverLinks links;
    private Thread thread;
    private int debugMin;

    Upsd(UpsdOptions options) {
        this.options = options;
    }

    @Override
    public void onFailure(Consumer<Throwable> whenFailed) {
        failed = whenFailed;
    }

    @Override
    public void start() throws IOException {
        Settings settings = Settings.read(options.configuration(), options.environment());
        applyDebugMin(settings);
        settings.requireDevices();
        ServerTls tls = tls(settings);
        beTheOnlyOne();
        serving = new Serving(settings.server().maxAge(), settings.server().trackingDelay());
        serving.admit(settings.users());
        serving.describe(settings.descriptions());
        Path stateDirectory = settings.statePath(options.builtInStatePath());
        links = new DriverLinks(stateDirectory, Version.number(), serving.news(), BootClock::nanos);
        loop = new EventLoop(Listeners.open(settings.listen(), options.family(), settings.allowNotAllListeners()), serving,
            Room.forConnections(settings.server().maxConn(), settings.devices().sections().size()), BootClock.forOneAtATime());
        loop.offerTls(tls);
        serving.serve(links.follow(settings.devices().sections()));
        serving.wakeup(loop::pass);
        thread = new Thread(this::run, "upsd-loop");
        thread.start();
    }

    /** Reads the files again. What cannot be read leaves everything as it is. LISTEN and STATEPATH need a restart, as with NUT. */
    @Override
    public void reload() {
        LOG.info("SIGHUP: reloading configuration");
        Settings settings;
        try {
            settings = Settings.read(options.configuration(), options.environment());
        } catch (AdminFault fault) {
            LOG.error("Reload failed: {}", fault.getMessage());
            return;
        }
        applyDebugMin(settings);
        List<ServedUps> listed = links.follow(settings.devices().sections());
        if (listed.isEmpty()) {
            LOG.warn("Warning: no UPSes currently defined!");
        }
        offerTlsAnew(settings);
        serving.news().post(() -> {
            serving.serve(listed);
            serving.patience(settings.server().maxAge(), settings.server().trackingDelay());
            serving.admit(settings.users());
            serving.describe(settings.descriptions());
            loop.mostConnections(settings.server().maxConn());
        });
    }

    /** Closes all connections and leaves the drivers. */
    @Override
    public void stop() {
        if (thread != null) {
            loop.stop();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (links != null) {
            links.close();
        }
        if (pidFile != null) {
            pidFile.close();
        }
    }

    /** A certificate that was renewed counts for new connections; one that is broken leaves the old one in its place. */
    private void offerTlsAnew(Settings settings) {
        try {
            ServerTls tls = tls(settings);
            serving.news().post(() -> loop.offerTls(tls));
        } catch (AdminFault fault) {
            LOG.error("Reload: {}; STARTTLS is answered as before", fault.getMessage());
        }
    }

    /** Null when upsd.conf names no certificate. */
    private static ServerTls tls(Settings settings) {
        return settings.server().tls().certFile().isPresent() ? Certified.tls(settings.server().tls()) : null;
    }

    private void beTheOnlyOne() {
        if (options.savesPid()) {
            pidFile = PidFile.claim(options.pidFile());
            return;
        }
        OptionalLong other = PidFile.holder(options.pidFile());
        if (other.isPresent()) {
            throw new AdminFault("already running as process " + other.getAsLong() + " (" + options.pidFile()
                + "); stop that one first (upsd -c stop), or reload it (upsd -c reload)");
        }
    }

    private void applyDebugMin(Settings settings) {
        if (settings.server().debugMin() != debugMin) {
            debugMin = settings.server().debugMin();
            Logging.debugLevel(debugMin == 0 ? options.debugLevel() : Math.max(debugMin, options.debugLevel()));
        }
    }

    private void run() {
        try {
            loop.run();
        } catch (RuntimeException | Error fault) {
            failed.accept(fault);
        }
    }
}
