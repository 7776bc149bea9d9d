package nut.upsmon;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.Confinement;
import nut.common.daemon.Exit;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.Signals;
import nut.common.log.Logging;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.common.state.DirectoryWatch;
import nut.upsmon.Assignment.Role;
import nut.upsmon.notify.BadFrame;
import nut.upsmon.notify.Notifier;
import nut.upsmon.notify.Outbox;
import nut.upsmon.watch.Place;
import nut.upsmon.watch.StateDirectory;
import nut.upsmon.watch.Upsd;
import nut.upsmon.watch.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watcher or notifier: reads the configuration, gives up what it does not need, says that it is up, and works. */
final class Child {
    private static final String PROGRAM = "upsmon";
    /** The status of a JVM that ends by SIGTERM. */
    private static final int TERMINATED = 128 + 15;
    private static final Logger LOG = LoggerFactory.getLogger(PROGRAM);

    private final Assignment assignment;
    private final UpsmonConf conf;

    private Child(Assignment assignment, UpsmonConf conf) {
        this.assignment = assignment;
        this.conf = conf;
    }

    /** Runs what this process was started for, and returns its exit status. */
    static int run() {
        Assignment assignment = Assignment.ofThisProcess();
        if (assignment.role() == Role.NOTIFIER) {
            return notifyPeople(assignment);
        }
        Outbox outbox = new Outbox(assignment.notifyPipe());
        Logging.to(PROGRAM, assignment.debug(), outbox);
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            LOG.error("watcher ends through a fault of its own in {}", thread.getName(), fault);
            outbox.drain();
            Runtime.getRuntime().halt(1);
        });
        try {
            new Child(assignment, conf()).watch(outbox);
            outbox.drain();
            return 0;
        } catch (AdminFault fault) {
            LOG.error("{}", fault.getMessage());
        } catch (IOException | InterruptedException failed) {
            LOG.error("watcher ends: {}", failed.toString());
        }
        outbox.drain();
        return 1;
    }

    /** The parent has complained already of what is wrong in it. */
    private static UpsmonConf conf() {
        return UpsmonConf.read(NutEnvironment.current().confPath().resolve("upsmon.conf"), new Silence());
    }

    private static int notifyPeople(Assignment assignment) {
        log(assignment);
        try {
            Child child = new Child(assignment, conf());
            FileDescriptors.closeOnExec(assignment.notifyPipe(), true);
            long parent = ProcessControl.parent();
            Cell.becomeUser(assignment.user());
            child.up();
            Notifier notifier = new Notifier(child.conf, assignment.notifyPipe());
            notifier.run();
            if (ProcessControl.parent() != parent) {
                notifier.tellOfParentsDeath();
            }
            return 0;
        } catch (AdminFault fault) {
            LOG.error("{}", fault.getMessage());
        } catch (BadFrame bad) {
            LOG.error("notifier ends: {}; the watcher is not to be trusted", bad.getMessage());
        } catch (PosixException failed) {
            LOG.error("notifier ends: {}", failed.getMessage());
        }
        return 1;
    }

    private void watch(Outbox outbox) throws IOException, InterruptedException {
        NutEnvironment environment = NutEnvironment.current();
        Path empty = EmptyRoot.prepare(environment.pidPath());
        Path root = empty;
        List<Place> places = new ArrayList<>();
        StateDirectory regions = null;
        for (Monitor monitor : conf.monitors()) {
            if (monitor.isRegion() && regions == null) {
                root = Cell.stateRoot(conf.regions().statePath().orElse(environment.statePath()), assignment.user());
                // The watch is put on before the door closes, under the directory's name outside.
                regions = new StateDirectory(Cell.changesRoot(assignment.user()) ? Path.of("/") : root, DirectoryWatch.open(root),
                    conf.regions().maxAge());
            }
            places.add(monitor.isRegion() ? regions : Upsd.lookUp(monitor, conf.network(), assignment.family()));
        }
        Watcher watcher = new Watcher(conf, places, assignment.orderPipe(), outbox);
        Signals.on("TERM", () -> Exit.with(TERMINATED));
        Signals.on("HUP", watcher::askReplacement);
        Signals.on("USR1", watcher::askForcedShutdown);
        Signals.on("URG", watcher::tellOfSleep);
        loadNetworking();
        Watcher.loadWhatMayCome();
        // Any other class that no training has met is read from the image, and there is none in the new root.
        Confinement.prepareForChroot();
        Cell.enter(root, assignment.user(), WatcherPolicy.of(Path.of(System.getProperty("java.home")), conf, environment.confPath(), empty,
            environment.statePath()));
        watcher.start();
        up();
        watcher.run();
    }

    /**
     * The JDK's network code has libraries of its own, which cannot be found in an empty directory, and settings, which others might put
     * into a state directory.
     */
    private static void loadNetworking() throws IOException {
        try (Socket unused = new Socket()) {
            unused.setTcpNoDelay(true);
        }
        ProxySelector.getDefault().select(URI.create("socket://127.0.0.1:3493"));
    }

    private static void log(Assignment assignment) {
        if (assignment.foreground()) {
            Logging.foreground(PROGRAM, assignment.debug());
        } else {
            Logging.background(PROGRAM, assignment.debug());
        }
    }

    /** In the background, output has gone to whoever started upsmon, who stops listening now. */
    private void up() throws PosixException {
        if (!assignment.foreground()) {
            FileDescriptors.muteOutput();
        }
        FileDescriptors.write(assignment.readyPipe(), new byte[] {Assignment.UP});
        FileDescriptors.close(assignment.readyPipe());
    }
}
