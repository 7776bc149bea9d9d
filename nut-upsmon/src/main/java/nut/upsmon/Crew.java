package nut.upsmon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.UpsmonConf;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.daemon.JavaCommand;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Kill;
import nut.common.posix.Pipe;
import nut.common.posix.Poll;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.watch.Order;
import nut.upsmon.watch.Upsd;

/** A watcher and a notifier with one configuration, seen from the parent: two pids and the pipe that orders come through. */
final class Crew {
    private static final Duration TO_SAY_HOW_IT_ENDED = Duration.ofSeconds(5);

    /**
     * The watcher's class path where all classes are in the image. Without one the JVM takes the working directory, which for a watcher of
     * regions is where drivers and upsd may put files. No file can have a name as long as this one's.
     */
    private static final String NO_CLASS_PATH = "/no-class-path" + "-".repeat(255);

    /**
     * The notifier's JVM has no compiler, whose thread, counters and code take 1 MB: it runs a command now and then. The watcher has one,
     * since without it a low battery takes 89 ms instead of 64 to SHUTDOWNCMD.
     */
    private static final String INTERPRETED = "-Xint";

    private final int orders;
    private final CrewMember notifier;
    private final CrewMember watcher;

    private Crew(int orders, CrewMember notifier, CrewMember watcher) {
        this.orders = orders;
        this.notifier = notifier;
        this.watcher = watcher;
    }

    /**
     * Starts both, and returns when both are up. The notifier is started when the watcher is up, or has ended and left something to tell in
     * the pipe: what it is told until then waits there, and the watcher, on which this machine depends, has the processors meanwhile.
     *
     * @param meanwhile what can be done as soon as the watcher has been started
     * @throws AdminFault when one of them ends instead; it has said why
     */
    static Crew start(UpsmonOptions options, UpsmonConf conf, Runnable meanwhile) throws PosixException {
        Policy policy = WatcherPolicy.of(Path.of(System.getProperty("java.home")), conf, options.confPath(),
            EmptyRoot.prepare(options.pidPath()), NutEnvironment.current().statePath());
        Pipe orders = Pipe.open();
        Pipe news = Pipe.open();
        Pipe ready = Pipe.open();
        Pipe upToo = Pipe.open();
        String user = options.privileged() ? "" : options.user().or(conf::runAsUser).orElse("nobody");
        int debug = Math.max(options.debug(), conf.debugMin());
        Assignment watching = new Assignment(Assignment.Role.WATCHER, news.writeEnd(), orders.writeEnd(), ready.writeEnd(), user,
            options.foreground(), debug, options.family());
        CrewMember watcher = new CrewMember(Cell.isLeftOpen(user) ? spawn(options, List.of(), watching).start()
            : Fence.start(policy, WatcherPolicy.CAPABILITIES, option -> spawn(options, List.of(option), watching)));
        news.closeWriteEnd();
        orders.closeWriteEnd();
        ready.closeWriteEnd();
        meanwhile.run();
        boolean watches = isUp(ready);
        Assignment notifying = new Assignment(Assignment.Role.NOTIFIER, news.readEnd(), -1, upToo.writeEnd(), user, options.foreground(),
            debug, options.family());
        CrewMember notifier = startOrEnd(watcher, spawn(options, List.of(INTERPRETED), notifying));
        news.closeReadEnd();
        upToo.closeWriteEnd();
        Crew crew = new Crew(orders.readEnd(), notifier, watcher);
        if (!isUp(upToo) || !watches) {
            crew.stop();
            throw new AdminFault("watcher or notifier did not start; the line before this one, or the system log, says why");
        }
        return crew;
    }

    /** Starts the notifier; if that cannot be, there is to be no watcher. */
    private static CrewMember startOrEnd(CrewMember watcher, Spawn notifier) throws PosixException {
        try {
            return new CrewMember(notifier.start());
        } catch (PosixException failed) {
            watcher.signal(Kill.SIGTERM);
            watcher.end();
            throw failed;
        }
    }

    private static Spawn spawn(UpsmonOptions options, List<String> moreOptions, Assignment assignment) {
        List<String> jvmOptions = new ArrayList<>(moreOptions);
        jvmOptions.addAll(assignment.options());
        Spawn spawn = Spawn.of(JavaCommand.of(Path.of(System.getProperty("java.home")), "upsmon", jvmOptions, Main.class.getName(),
                List.of()))
            .environment("NUT_CONFPATH", options.confPath().toString()).environment("NUT_PIDPATH", options.pidPath().toString())
            .withoutEnvironment("NOTIFY_SOCKET");
        if (assignment.role() == Assignment.Role.WATCHER) {
            spawn.environment("CLASSPATH", NO_CLASS_PATH);
        }
        options.timeout().ifPresent(seconds -> spawn.environment(Upsd.TIMEOUT_VARIABLE, seconds));
        for (int descriptor : new int[] {assignment.notifyPipe(), assignment.orderPipe(), assignment.readyPipe()}) {
            if (descriptor >= 0) {
                spawn.descriptor(descriptor, descriptor);
            }
        }
        return spawn;
    }

    /** Whether the process that has the other end says that it is up, before it ends. */
    private static boolean isUp(Pipe ready) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            return FileDescriptors.read(ready.readEnd(), one) == 1 && one.get(ValueLayout.JAVA_BYTE, 0) == Assignment.UP;
        } finally {
            ready.closeReadEnd();
        }
    }

    /**
     * Sleeps in read() until the watcher orders something.
     *
     * @return empty when the watcher is gone
     * @throws AdminFault when it sends something else than an order, or something after the last one
     */
    Optional<Order> await() throws PosixException {
        Optional<Order> order = read();
        if (order.isPresent() && order.get() == Order.SHUT_DOWN && Poll.readable(orders, Duration.ZERO) && read().isPresent()) {
            throw new AdminFault("the watcher sent more than one order to shut down; it is not to be trusted, and this machine is no"
                + " longer watched");
        }
        return order;
    }

    private Optional<Order> read() throws PosixException {
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
        watcher.signal(Kill.SIGHUP);
    }

    /** Tells the watcher that this machine goes to sleep. */
    void tellOfSleep() throws PosixException {
        watcher.signal(Kill.SIGURG);
    }

    /** Has the watcher force the shutdown. */
    void force() throws PosixException {
        watcher.signal(Kill.SIGUSR1);
    }

    /** How the two have ended, for people, after one of them has. */
    String ends() throws PosixException {
        return "watcher: " + end(watcher) + ", notifier: " + end(notifier);
    }

    private static String end(CrewMember member) throws PosixException {
        return member.await(TO_SAY_HOW_IT_ENDED).map(Children.End::toString).orElse("runs");
    }

    /** How the notifier has ended, if it has; one whose pipe has ended is given the time to. */
    Optional<Children.End> notifiersEnd(boolean itsPipeHas) throws PosixException {
        return notifier.await(itsPipeHas ? TO_SAY_HOW_IT_ENDED : Duration.ZERO);
    }

    /** Ends the watcher; with it the notifier's pipe ends, and the notifier after the last frame in it. */
    void stop() throws PosixException {
        watcher.signal(Kill.SIGTERM);
        watcher.end();
        notifier.end();
    }

    /** Ends what is left of a crew whose pipe has ended. */
    void bury() throws PosixException {
        stop();
        FileDescriptors.close(orders);
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
