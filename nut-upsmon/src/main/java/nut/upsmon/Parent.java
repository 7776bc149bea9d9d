package nut.upsmon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import nut.common.daemon.Signals;
import nut.common.log.Logging;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.watch.Order;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one process that stays root. After its start it sleeps in read() on one pipe: an order to shut down is carried out, anything that is
 * no order is a fault, and so is the end of the pipe. It never decides anything.
 */
final class Parent implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    private final UpsmonOptions options;
    private UpsmonConf conf;
    private PidFile pidFile;
    private Crew crew;
    private SilentJvm silence;
    private boolean reloadAsked;
    private boolean forceAsked;
    private boolean stopping;
    private Consumer<Throwable> failed = reason -> { };
    private Runnable done = () -> { };

    Parent(UpsmonOptions options) {
        this.options = options;
    }

    @Override
    public void onFailure(Consumer<Throwable> ender) {
        failed = ender;
    }

    @Override
    public void onDone(Runnable ender) {
        done = ender;
    }

    @Override
    public void start() throws IOException {
        conf = read();
        if (conf.shutdownCmd().isEmpty()) {
            LOG.warn("Warning: no shutdown command defined! {} needs a SHUTDOWNCMD, or this machine cannot be shut down", options.conf());
        }
        // From the claim on upsmon -c finds this process, and a signal without a reaction would end it.
        Signals.on("USR1", this::force);
        if (options.savesPid()) {
            pidFile = PidFile.claim(options.pidFile());
        }
        try {
            conf.powerDownFlag().ifPresent(PowerDownFlag::clear);
            EmptyRoot.prepare(options.pidPath());
            take(Crew.start(options, conf));
        } catch (IOException | RuntimeException fault) {
            release();
            throw fault;
        }
        forceIfAsked();
        silence = SilentJvm.begin();
        Thread reader = new Thread(this::attend, "orders");
        reader.setDaemon(true);
        reader.start();
    }

    private synchronized void take(Crew started) {
        crew = started;
    }

    private UpsmonConf read() {
        UpsmonConf read = UpsmonConf.read(options.conf(), Complaints.to(LOG));
        if (read.monitors().isEmpty()) {
            throw new AdminFault(options.conf() + " has no MONITOR line, so there is nothing to watch; add one");
        }
        int power = 0;
        for (Monitor monitor : read.monitors()) {
            power += monitor.powerValue();
        }
        if (power < read.minSupplies()) {
            throw new AdminFault("Fatal error: insufficient power configured: the MONITOR lines feed " + power
                + " supplies and MINSUPPLIES is " + read.minSupplies() + "; correct " + options.conf());
        }
        Logging.debugLevel(Math.max(options.debug(), read.debugMin()));
        return read;
    }

    /** The rest of this process's life, on a thread of its own. */
    private void attend() {
        try {
            for (;;) {
                Optional<Order> order = crew().await();
                if (order.isEmpty()) {
                    throw new AdminFault("watcher or notifier has died, and this machine is no longer watched (" + crew().ends()
                        + "); start upsmon again");
                }
                if (order.get() == Order.SHUT_DOWN || replaceCrew()) {
                    shutDown();
                    return;
                }
            }
        } catch (PosixException | RuntimeException fault) {
            if (!isStopping()) {
                failed.accept(fault);
            }
        }
    }

    private synchronized Crew crew() {
        return crew;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /**
     * A crew with the new configuration takes over; if there cannot be one, the old goes on.
     *
     * @return whether the old one's last order was to shut down
     */
    private synchronized boolean replaceCrew() throws PosixException {
        if (!reloadAsked) {
            throw new AdminFault("the watcher wants to be replaced, which nobody asked for; it is not to be trusted");
        }
        reloadAsked = false;
        if (stopping) {
            return false;
        }
        Crew old = crew;
        try {
            UpsmonConf read = read();
            crew = Crew.start(options, read);
            conf = read;
        } catch (AdminFault fault) {
            LOG.error("{}; going on with what was read before", fault.getMessage());
            return false;
        }
        old.stop();
        LOG.info("{} was read again", options.conf());
        return old.leftOrderToShutDown();
    }

    private void shutDown() throws PosixException {
        LOG.error("Executing automatic power-fail shutdown");
        if (conf.powerDownFlag().isPresent() && isPrimary()) {
            PowerDownFlag.set(conf.powerDownFlag().get());
        }
        if (conf.shutdownCmd().isEmpty()) {
            throw new AdminFault("there is no SHUTDOWNCMD in " + options.conf() + ", so this machine is not shut down");
        }
        Children.End end = Children.await(Spawn.of(List.of("/bin/sh", "-c", conf.shutdownCmd())).start());
        if (!end.good()) {
            throw new AdminFault("Unable to call shutdown command: " + conf.shutdownCmd() + " ended with " + end);
        }
        LOG.info("SHUTDOWNCMD has ended well");
        stayAsLongAsTheWatcher();
        done.run();
    }

    /** With a SHUTDOWNEXIT that is not "at once", the watcher keeps the time, and ends when it is over. */
    private void stayAsLongAsTheWatcher() throws PosixException {
        if (!conf.shutdownExit().equals(Optional.of(Duration.ZERO))) {
            LOG.info("upsmon goes on for now, as SHUTDOWNEXIT says");
            if (crew().await().isPresent()) {
                throw new AdminFault("the watcher has ordered something after the shutdown; it is not to be trusted");
            }
        }
    }

    private boolean isPrimary() {
        for (Monitor monitor : conf.monitors()) {
            if (monitor.primary()) {
                return true;
            }
        }
        return false;
    }

    private synchronized void force() {
        forceAsked = true;
        forceIfAsked();
    }

    /** Asked for before there is a crew, it is done as soon as there is one. */
    private synchronized void forceIfAsked() {
        try {
            if (forceAsked && crew != null) {
                forceAsked = false;
                crew.force();
            }
        } catch (PosixException gone) {
            LOG.error("the watcher cannot be told to force the shutdown: {}", gone.getMessage());
        }
    }

    /** Only looks whether the new configuration is in order; the watcher says when it may take over. */
    @Override
    public synchronized void reload() {
        read();
        reloadAsked = true;
        try {
            crew.askToBeReplaced();
        } catch (PosixException gone) {
            throw new AdminFault("the watcher cannot be asked to reload: " + gone.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        silence.end();
        try {
            crew.stop();
        } catch (PosixException unreachable) {
            LOG.error("watcher and notifier may still run: {}", unreachable.getMessage());
        }
        release();
    }

    private void release() {
        if (pidFile != null) {
            pidFile.close();
        }
    }
}
