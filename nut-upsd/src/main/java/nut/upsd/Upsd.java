package nut.upsd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.posix.BootClock;
import nut.upsd.command.ServerVersion;
import nut.upsd.driverlink.DriverLinks;
import nut.upsd.driverlink.ServedUps;
import nut.upsd.net.EventLoop;
import nut.upsd.net.Family;
import nut.upsd.net.Listeners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server, wired:
 *
 * <pre>
 *   drivers --UpsdEnd threads--> DriverNews --+
 *                                             v
 *   clients <------ sockets ------> EventLoop (one thread): Serving --> Desk, Sessions, UpsTable
 *                                             ^
 *   ups.conf, upsd.conf, upsd.users --reload--+
 * </pre>
 *
 * <p>{@link #start}, {@link #reload} and {@link #stop} are called by one thread after the other, never by the loop.
 */
final class Upsd {
    private static final Logger LOG = LoggerFactory.getLogger(Upsd.class);

    private final Path configuration;
    private final Path builtInStatePath;
    private final Family family;
    private final Map<String, String> environment;
    private final Runnable whenBroken;
    private Serving serving;
    private EventLoop loop;
    private DriverLinks links;
    private Thread thread;

    /**
     * A server that is not yet started.
     *
     * @param configuration    the directory of the three files
     * @param builtInStatePath the state directory when nobody names another
     * @param family           what to listen on
     * @param environment      variables of the process
     * @param whenBroken       what is done after the event loop has ended by a fault of ours
     */
    Upsd(Path configuration, Path builtInStatePath, Family family, Map<String, String> environment, Runnable whenBroken) {
        this.configuration = configuration;
        this.builtInStatePath = builtInStatePath;
        this.family = family;
        this.environment = environment;
        this.whenBroken = whenBroken;
    }

    /**
     * Serves when it returns.
     *
     * @throws AdminFault when the configuration does not allow it
     */
    void start() throws IOException {
        Settings settings = Settings.read(configuration, environment);
        settings.requireDevices();
        serving = new Serving(settings.server().maxAge(), settings.server().trackingDelay());
        serving.admit(settings.users());
        links = new DriverLinks(settings.statePath(builtInStatePath), ServerVersion.VERSION, serving.news(), BootClock::nanos);
        loop = new EventLoop(Listeners.open(settings.listen(), family, settings.allowNotAllListeners()), serving,
            settings.server().maxConn(), BootClock::nanos);
        serving.wakeup(loop::wakeup);
        serving.serve(links.follow(settings.devices().sections()));
        thread = new Thread(this::run, "upsd-loop");
        thread.start();
    }

    /** Reads the files again. What cannot be read leaves everything as it is. LISTEN and MAXCONN need a restart, as with NUT. */
    void reload() {
        LOG.info("SIGHUP: reloading configuration");
        Settings settings;
        try {
            settings = Settings.read(configuration, environment);
        } catch (AdminFault fault) {
            LOG.error("Reload failed: {}", fault.getMessage());
            return;
        }
        List<ServedUps> listed = links.follow(settings.devices().sections());
        if (listed.isEmpty()) {
            LOG.warn("Warning: no UPSes currently defined!");
        }
        serving.news().post(() -> {
            serving.serve(listed);
            serving.patience(settings.server().maxAge(), settings.server().trackingDelay());
            serving.admit(settings.users());
        });
    }

    /** Closes all connections and leaves the drivers. */
    void stop() {
        if (loop != null) {
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
    }

    private void run() {
        try {
            loop.run();
        } catch (RuntimeException | Error fault) {
            LOG.error("the event loop has ended by a fault of upsd", fault);
            whenBroken.run();
        }
    }
}
