package nut.upsmon;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import nut.common.posix.Credentials;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import nut.upsmon.drill.CommandCheck;
import nut.upsmon.watch.Order;
import nut.upsmon.watch.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one process that stays root. After its start it sleeps in read() on one pipe: an order to shut down is carried out, anything that is
 * no order is a fault, and at the end of the pipe the others are started again. It never decides anything.
 */
final class Parent implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    private final UpsmonOptions options;
    private final EarlyReading early;
    private UpsmonConf conf;
    private PidFile pidFile;
    private Crew crew;
    private long crewStarted;
    private SilentJvm silence;
    private final Shutdown shutdown = new Shutdown();
    private final Restarts restarts = new Restarts();
    private final CountDownLatch rehearsed = new CountDownLatch(1);
    private final CountDownLatch started = new CountDownLatch(1);
    private boolean reloadAsked;
    private boolean forceAsked;
    private boolean stopping;
    private Consumer<Throwable> failed = reason -> { };
    private Runnable done = () -> { };

    Parent(UpsmonOptions options, EarlyReading early) {
        this.options = options;
        this.early = early;
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
        conf = accepted(early.conf(Complaints.to(LOG)));
        if (conf.shutdownCmd().isEmpty()) {
            LOG.warn("Warning: no shutdown command defined! {} needs a SHUTDOWNCMD, or this machine cannot be shut down", options.conf());
        }
        CommandCheck.byRoot(conf.shutdownCmd()).ifPresent(
            complaint -> LOG.warn("SHUTDOWNCMD {} cannot be run: {}; upsmon --drill has more", conf.shutdownCmd(), complaint));
        // From the claim on upsmon -c finds this process, and a signal without a reaction would end it.
        Signals.on("USR1", this::force);
        Signals.on("URG", this::tellOfSleep);
        if (options.savesPid()) {
            pidFile = PidFile.claim(options.pidFile());
        }
        try {
            conf.powerDownFlag().ifPresent(PowerDownFlag::clear);
            take(Crew.start(options, conf, this::rehearse));
        } catch (IOException | RuntimeException fault) {
            release();
            throw fault;
        }
        awaitRehearsal();
        forceIfAsked();
        silence = SilentJvm.begin();
        started.countDown();
    }

    private synchronized void take(Crew started) {
        crew = started;
        crewStarted = System.nanoTime();
    }

    private UpsmonConf read() {
        return accepted(UpsmonConf.read(options.conf(), Complaints.to(LOG)));
    }

    /** One with which this machine can be watched. */
    private UpsmonConf accepted(UpsmonConf read) {
        if (read.monitors().isEmpty()) {
            throw new AdminFault(options.conf() + " has no MONITOR line, so there is nothing to watch; "
                + "add one, as upsmon.conf.sample shows");
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

    private void rehearse() {
        Thread reader = new Thread(this::live, "rehearsal");
        reader.setDaemon(true);
        reader.start();
    }

    /** The thread that will run SHUTDOWNCMD goes that way once, while the others start. */
    private void live() {
        try {
            shutdown.rehearse();
        } finally {
            rehearsed.countDown();
        }
        try {
            started.await();
        } catch (InterruptedException ended) {
            return;
        }
        Thread.currentThread().setName("orders");
        attend();
    }

    private void awaitRehearsal() throws IOException {
        try {
            rehearsed.await();
            if (Credentials.isRoot()) {
                ProcessControl.keepInMemory();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while it was starting");
        } catch (PosixException refused) {
            LOG.info("this process can be swapped out: {}", refused.getMessage());
        }
    }

    /** The rest of this process's life, on a thread of its own. */
    private void attend() {
        try {
            while (!isStopping()) {
                Optional<Order> order = crew().await();
                if (order.isEmpty()) {
                    startAgain();
                } else if (order.get() == Order.SHUT_DOWN || replaceCrew()) {
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

    /** The watcher has died, and nothing watches meanwhile. */
    private void startAgain() throws PosixException {
        if (isStopping()) {
            return;
        }
        LOG.error("the watcher has died, and nobody watches the UPSes ({})", crew().ends());
        crew().bury();
        for (;;) {
            Optional<Duration> pause = restarts.next(System.nanoTime());
            if (pause.isEmpty()) {
                giveUp();
            }
            if (!waitUnlessStopped(pause.get())) {
                return;
            }
            try {
                startCrew();
                LOG.warn("watcher and notifier were started again");
                forceIfAsked();
                return;
            } catch (AdminFault | PosixException fault) {
                LOG.error("watcher and notifier cannot be started again: {}", fault.getMessage());
            }
        }
    }

    private static void giveUp() {
        String sentence = "watcher and notifier have died " + Restarts.MOST + " times within " + Restarts.WITHIN.toMinutes()
            + " minutes, and this machine is no longer watched";
        Wall.write("upsmon: " + sentence);
        throw new AdminFault(sentence + "; mend what the lines before say, and start upsmon again");
    }

    private synchronized boolean waitUnlessStopped(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try {
            for (long left = length.toNanos(); left > 0 && !stopping; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !stopping;
    }

    /** With what is in upsmon.conf now, as the children read it too. */
    private synchronized void startCrew() throws PosixException {
        if (!stopping) {
            UpsmonConf read = read();
            crew = Crew.start(options, read, () -> { });
            crewStarted = System.nanoTime();
            conf = read;
        }
    }

    /**
     * A crew with the new configuration takes over, or one with a notifier; if there cannot be one, the old goes on.
     *
     * @return whether the old one's last order was to shut down
     */
    private synchronized boolean replaceCrew() throws PosixException {
        Optional<Children.End> dead = crew.notifiersEnd(!reloadAsked);
        if (!reloadAsked && dead.isEmpty() && !mayLookUpAgain()) {
            throw new AdminFault("the watcher wants to be replaced, which nobody asked for; it is not to be trusted");
        }
        if (dead.isPresent()) {
            LOG.error("the notifier has died, and nobody is told of the UPSes (notifier: {})", dead.get());
            Optional<Duration> pause = reloadAsked ? Optional.of(Duration.ZERO) : restarts.next(System.nanoTime());
            if (pause.isEmpty()) {
                LOG.error("it is not started again after {} times within {} minutes; the UPSes are still watched", Restarts.MOST,
                    Restarts.WITHIN.toMinutes());
                return false;
            }
            waitUnlessStopped(pause.get());
        }
        reloadAsked = false;
        if (stopping) {
            return false;
        }
        Crew old = crew;
        try {
            startCrew();
        } catch (AdminFault | PosixException fault) {
            LOG.error("{}; going on with what was read before", fault.getMessage());
            return false;
        }
        old.stop();
        LOG.info("{} was read again", options.conf());
        return old.leftOrderToShutDown();
    }

    /** A watcher that does not know a host's address asks for a new one now and then, as only a new one can look names up. */
    private boolean mayLookUpAgain() {
        long now = System.nanoTime();
        // Half of it: the watcher's time began a little before ours.
        boolean may = now - crewStarted >= Watcher.LOOK_UP_AGAIN.toNanos() / 2;
        crewStarted = now;
        return may;
    }

    private void shutDown() throws PosixException {
        if (conf.shutdownCmd().isEmpty()) {
            throw new AdminFault("there is no SHUTDOWNCMD in " + options.conf() + ", so this machine is not shut down");
        }
        shutdown.run(Shutdown.Plan.of(conf));
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

    private synchronized void force() {
        forceAsked = true;
        forceIfAsked();
    }

    private synchronized void tellOfSleep() {
        try {
            if (crew != null) {
                crew.tellOfSleep();
            }
        } catch (PosixException gone) {
            LOG.error("the watcher cannot be told that this machine goes to sleep: {}", gone.getMessage());
        }
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
        notifyAll();
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
