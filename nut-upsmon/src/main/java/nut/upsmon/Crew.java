package nut.upsmon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf;
import nut.common.daemon.JavaCommand;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Kill;
import nut.common.posix.Pipe;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.watch.Order;

/** A watcher and a notifier with one configuration, seen from the parent: two pids and the pipe that orders come through. */
final class Crew {
    private static final Duration TO_SAY_HOW_IT_ENDED = Duration.ofSeconds(2);

    private final int orders;
    private final long notifier;
    private final long watcher;

    private Crew(int orders, long notifier, long watcher) {
        this.orders = orders;
        this.notifier = notifier;
        this.watcher = watcher;
    }

    /**
     * Starts both, and returns when both are up.
     *
     * @throws AdminFault when one of them ends instead; it has said why
     */
    static Crew start(UpsmonOptions options, UpsmonConf conf) throws PosixException {
        Pipe orders = Pipe.open();
        Pipe news = Pipe.open();
        Pipe ready = Pipe.open();
        String user = options.privileged() ? "" : options.user().or(conf::runAsUser).orElse("nobody");
        int debug = Math.max(options.debug(), conf.debugMin());
        long notifier = spawn(options, new Assignment(Assignment.Role.NOTIFIER, news.readEnd(), -1, ready.writeEnd(), user,
            options.foreground(), debug, options.family()));
        long watcher = spawn(options, new Assignment(Assignment.Role.WATCHER, news.writeEnd(), orders.writeEnd(), ready.writeEnd(), user,
            options.foreground(), debug, options.family()));
        news.closeReadEnd();
        news.closeWriteEnd();
        orders.closeWriteEnd();
        ready.closeWriteEnd();
        Crew crew = new Crew(orders.readEnd(), notifier, watcher);
        boolean up = isUp(ready.readEnd()) && isUp(ready.readEnd());
        ready.closeReadEnd();
        if (!up) {
            crew.stop();
            throw new AdminFault("watcher or notifier did not start; the line before this one, or the system log, says why");
        }
        return crew;
    }

    private static long spawn(UpsmonOptions options, Assignment assignment) throws PosixException {
        Spawn spawn = Spawn.of(JavaCommand.of(Path.of(System.getProperty("java.home")), "upsmon", assignment.options(),
                Main.class.getName(), List.of()))
            .environment("NUT_CONFPATH", options.confPath().toString()).environment("NUT_PIDPATH", options.pidPath().toString())
            .withoutEnvironment("NOTIFY_SOCKET");
        for (int descriptor : new int[] {assignment.notifyPipe(), assignment.orderPipe(), assignment.readyPipe()}) {
            if (descriptor >= 0) {
                spawn.descriptor(descriptor, descriptor);
            }
        }
        return spawn.start();
    }

    private static boolean isUp(int ready) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            return FileDescriptors.read(ready, one) == 1 && one.get(ValueLayout.JAVA_BYTE, 0) == Assignment.UP;
        }
    }

    /**
     * Sleeps in read() until the watcher orders something.
     *
     * @return empty when the watcher is gone
     * @throws AdminFault when it sends something else than an order
     */
    Optional<Order> await() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            if (FileDescriptors.read(orders, one) == 0) {
                return Optional.empty();
            }
            byte order = one.get(ValueLayout.JAVA_BYTE, 0);
            return Optional.of(Order.of(order).orElseThrow(() -> new AdminFault("the watcher sent " + (order & 0xFF)
                + ", which is no order; it is not to be trusted, and this machine is no longer watched")));
        }
    }

    /** Asks the watcher to have itself replaced as soon as all is calm. */
    void askToBeReplaced() throws PosixException {
        Kill.send(watcher, Kill.SIGHUP);
    }

    /** Has the watcher force the shutdown. */
    void force() throws PosixException {
        Kill.send(watcher, Kill.SIGUSR1);
    }

    /** How the two have ended, for people, after one of them has. */
    String ends() throws PosixException {
        return "watcher: " + end(watcher) + ", notifier: " + end(notifier);
    }

    private static String end(long pid) throws PosixException {
        return Children.await(pid, TO_SAY_HOW_IT_ENDED).map(Children.End::toString).orElse("runs");
    }

    /** Ends the watcher; with it the notifier's pipe ends, and the notifier after the last frame in it. */
    void stop() throws PosixException {
        end(watcher, true);
        end(notifier, false);
    }

    private static void end(long pid, boolean asked) throws PosixException {
        try {
            if (asked) {
                Kill.send(pid, Kill.SIGTERM);
            }
            if (Children.await(pid, Duration.ofSeconds(5)).isEmpty()) {
                Kill.send(pid, Kill.SIGKILL);
                Children.await(pid);
            }
        } catch (PosixException failed) {
            if (failed.errno() != PosixException.ECHILD) {
                throw failed;
            }
        }
    }

    /** Whether an order to shut down was left in the pipe of a crew that has been stopped. */
    boolean leftOrderToShutDown() throws PosixException {
        for (;;) {
            Optional<Order> order = await();
            if (order.isEmpty() || order.get() == Order.SHUT_DOWN) {
                FileDescriptors.close(orders);
                return order.isPresent();
            }
        }
    }
}
