package nut.upsmon;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import nut.common.AdminFault;
import nut.common.conf.Complaints;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Kill;
import nut.common.posix.Pipe;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.watch.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one process that stays root. After its start it sleeps in read() on one pipe, and knows one byte: the order to shut down. Anything
 * else is a fault.
 */
final class Parent implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    private final UpsmonOptions options;
    private final List<Long> children = new ArrayList<>();
    private UpsmonConf conf;
    private PidFile pidFile;
    private Pipe orders;
    private Consumer<Throwable> failed = reason -> { };

    Parent(UpsmonOptions options) {
        this.options = options;
    }

    @Override
    public void onFailure(Consumer<Throwable> ender) {
        failed = ender;
    }

    @Override
    public void start() throws IOException {
        conf = UpsmonConf.read(options.confPath().resolve("upsmon.conf"), Complaints.to(LOG));
        check();
        if (options.savesPid()) {
            pidFile = PidFile.claim(options.pidPath().resolve("upsmon.pid"));
        }
        EmptyRoot.prepare(options.pidPath());
        orders = Pipe.open();
        Pipe news = Pipe.open();
        Pipe ready = Pipe.open();
        spawn("notifier", news.readEnd(), -1, ready.writeEnd());
        spawn("watcher", news.writeEnd(), orders.writeEnd(), ready.writeEnd());
        news.closeReadEnd();
        news.closeWriteEnd();
        orders.closeWriteEnd();
        ready.closeWriteEnd();
        awaitBoth(ready);
        ready.closeReadEnd();
        if (!SilentJvm.rest()) {
            LOG.warn("the JVM's clean-up thread cannot be put to rest: this process wakes up once a minute");
        }
        Thread reader = new Thread(this::attend, "orders");
        reader.setDaemon(true);
        reader.start();
    }

    private void check() {
        if (conf.monitors().isEmpty()) {
            throw new AdminFault(options.confPath().resolve("upsmon.conf") + " has no MONITOR line, so there is nothing to watch; add one");
        }
        if (conf.shutdownCmd().isEmpty()) {
            LOG.warn("{}: no SHUTDOWNCMD, so this machine cannot be shut down", options.confPath().resolve("upsmon.conf"));
        }
        int power = conf.monitors().stream().mapToInt(Monitor::powerValue).sum();
        if (power < conf.minSupplies()) {
            throw new AdminFault("insufficient power configured: the MONITOR lines feed " + power + " supplies and MINSUPPLIES is "
                + conf.minSupplies() + "; correct " + options.confPath().resolve("upsmon.conf"));
        }
    }

    private void spawn(String role, int newsPipe, int orderPipe, int readyPipe) throws PosixException {
        List<String> properties = new ArrayList<>(List.of("-D" + Roles.ROLE + "=" + role, "-D" + Roles.NOTIFY_PIPE + "=" + newsPipe,
            "-D" + Roles.READY_PIPE + "=" + readyPipe, "-D" + Roles.PARENT_PIPE + "=" + orderPipe,
            "-D" + Roles.USER + "=" + options.user().or(conf::runAsUser).orElse("nobody"),
            "-D" + Roles.FOREGROUND + "=" + options.foreground(), "-D" + Roles.DEBUG + "=" + options.debug()));
        Spawn spawn = Spawn.of(JavaCommand.of(Path.of(System.getProperty("java.home")), "upsmon", properties, Main.class.getName(),
            List.of())).environment("NUT_CONFPATH", options.confPath().toString())
            .environment("NUT_PIDPATH", options.pidPath().toString());
        for (int descriptor : new int[] {newsPipe, orderPipe, readyPipe}) {
            if (descriptor >= 0) {
                spawn.descriptor(descriptor, descriptor);
            }
        }
        children.add(spawn.start());
    }

    private void awaitBoth(Pipe ready) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            for (int i = 0; i < children.size(); i++) {
                if (FileDescriptors.read(ready.readEnd(), one) != 1 || one.get(ValueLayout.JAVA_BYTE, 0) != Roles.UP) {
                    stop();
                    throw new AdminFault("watcher or notifier did not start; the line before this one, or the system log, says why");
                }
            }
        }
    }

    /** The rest of this process's life. */
    private void attend() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(2);
            int count = FileDescriptors.read(orders.readEnd(), bytes);
            if (count == 0) {
                throw new IllegalStateException("the watcher has died: this machine is no longer watched");
            }
            if (count != 1 || bytes.get(ValueLayout.JAVA_BYTE, 0) != Watcher.SHUTDOWN) {
                throw new IllegalStateException("the watcher sent something that is not the order to shut down; it is not to be trusted");
            }
            shutDown();
        } catch (PosixException | RuntimeException fault) {
            failed.accept(fault);
        }
    }

    private void shutDown() throws PosixException {
        LOG.error("Executing automatic power-fail shutdown");
        conf.powerDownFlag().filter(flag -> conf.monitors().stream().anyMatch(Monitor::primary)).ifPresent(flag -> {
            try {
                PowerDownFlag.set(flag);
            } catch (IOException unwritable) {
                LOG.error("POWERDOWNFLAG {} cannot be written: {}; the UPS will not be told to cut the power", flag, unwritable.toString());
            }
        });
        Children.End end = Children.await(Spawn.of(List.of("/bin/sh", "-c", conf.shutdownCmd())).start());
        if (end.good()) {
            LOG.info("SHUTDOWNCMD has ended well");
        } else {
            LOG.error("Unable to call shutdown command: {} ended with {}", conf.shutdownCmd(), end);
        }
    }

    @Override
    public void reload() {
        LOG.warn("upsmon does not reload its configuration yet; stop it and start it again");
    }

    @Override
    public void stop() {
        // The watcher first: with it the notifier's pipe ends, and the notifier after the last frame in it.
        for (long child : children.reversed()) {
            try {
                if (child == children.getLast()) {
                    Kill.send(child, Kill.SIGTERM);
                }
                Children.await(child);
            } catch (PosixException gone) {
                LOG.debug("child {}: {}", child, gone.getMessage());
            }
        }
        children.clear();
        if (pidFile != null) {
            pidFile.close();
        }
    }
}
