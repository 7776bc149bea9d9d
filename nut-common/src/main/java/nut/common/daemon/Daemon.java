package nut.common.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.confine.Fence;
import nut.common.confine.Policy;
import nut.common.log.Logging;
import nut.common.posix.Chroot;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;
import nut.common.posix.ProcessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a daemon: confined, sent to the background, started, reloaded, stopped.
 *
 * <pre>
 *  -r/-u given    chroot, drop, prove; then go on as the jail's own runtime
 *  a policy       only its paths for what goes on, which is this runtime again if there is no -r; in the daemon only its system calls
 *  not -F         start again in a new session; return 0 when that one serves, else print its reason and return 1
 *  the daemon     logging, start, word of readiness; HUP reloads; TERM and INT stop, once; a second INT ends at once
 * </pre>
 *
 * <p>Signals only put an event into a queue, which the main thread takes from: a HUP during the start is done after it. A TERM during the
 * start interrupts it.
 */
public final class Daemon {
    private enum Stage { STARTING, SERVING, STOPPING }

    private sealed interface Event {
        record Reload() implements Event {
        }

        record Stop() implements Event {
        }

        record Failed(Throwable reason) implements Event {
        }
    }

    private static final int UMASK = 022;
    private static final String TUNED = "nut.tuned";

    private final String program;
    private final DaemonOptions options;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread main = Thread.currentThread();
    private final Service service;
    private final Readiness readiness;
    private Stage stage = Stage.STARTING;

    private Daemon(String program, DaemonOptions options, Service service) {
        this.program = program;
        this.options = options;
        this.service = service;
        this.readiness = Readiness.current();
    }

    /**
     * Runs a program as a daemon.
     *
     * @param program   the name for logs and messages
     * @param mainClass what starts this program, for starting it again
     * @param arguments the command line as it came
     * @param service   makes the service, once and only in the process that is to serve
     * @return the exit status
     */
    public static int run(String program, String mainClass, List<String> arguments, DaemonOptions options, Supplier<Service> service) {
        return run(program, mainClass, arguments, options, List.of(), Optional.empty(), service);
    }

    /**
     * Runs a program as a daemon whose JVM needs options of its own, or that is held to a policy; also in the foreground it is then started
     * anew, once.
     *
     * @param jvmOptions what the daemon's JVM is told beside what the image says
     * @param policy     what the program may do, by the runtime that it runs on; asked for as its user and in its root directory; empty for
     *                   a program that runs others' programs
     */
    public static int run(String program, String mainClass, List<String> arguments, DaemonOptions options, List<String> jvmOptions,
                          Optional<Function<Path, Policy>> policy, Supplier<Service> service) {
        try {
            boolean retune = !jvmOptions.isEmpty() && !isTuned();
            Starter starter = options.foreground() || Readiness.isAwaited() ? null : new Starter();
            if (starter != null || retune || isToBeConfined(options, policy)) {
                Confinement.Goal goal =
                    new Confinement.Goal(System.getProperty("nut.program", ""), tuning(jvmOptions), mainClass, arguments);
                List<String> command = commandAfter(goal, options, policy, starter != null);
                if (starter != null) {
                    return report(program, starter.start(command, Starter.PATIENCE));
                }
                Confinement.exec(command);
            }
        } catch (AdminFault fault) {
            System.err.println(program + ": " + fault.getMessage());
            return 1;
        } catch (PosixException failed) {
            System.err.println(program + ": cannot be started in the background: " + failed.getMessage());
            return 1;
        }
        return new Daemon(program, options, service.get()).live(policy, Signals::on);
    }

    /**
     * Does in this process what a program does in its own before it goes on, as {@link Startable} says: confines it, if that is to be.
     *
     * @return the command that starts the program from here
     */
    public static List<String> confine(Confinement.Goal goal, DaemonOptions options, Function<Path, Policy> policy, boolean child) {
        return commandAfter(goal, options, Optional.of(policy), child);
    }

    private static List<String> commandAfter(Confinement.Goal goal, DaemonOptions options, Optional<Function<Path, Policy>> policy,
                                             boolean child) {
        return isToBeConfined(options, policy) ? Confinement.enter(goal, options, policy, child) : goal.on(NutEnvironment.runtime());
    }

    private static boolean isToBeConfined(DaemonOptions options, Optional<Function<Path, Policy>> policy) {
        return !Confinement.isDone() && (options.confines() || policy.isPresent() && Fence.isWorthAnExec());
    }

    /**
     * Runs a service that will soon end by itself, here and now: in the foreground, not confined. Signals that the process was started with
     * ignored stay so, which spares a short life the price of {@link Signals#on}.
     */
    public static int runBriefly(String program, DaemonOptions options, Supplier<Service> service) {
        return new Daemon(program, options, service.get()).live(Optional.empty(), Signals::onUnlessIgnored);
    }

    /** Whether a starter waits for this process to serve, which has looked at the configuration itself. */
    public static boolean isAwaited() {
        return Readiness.isAwaited();
    }

    /** For what is no daemon: goes on in a JVM that has none of the options of {@link #tuning}, if this one has them. */
    public static void leaveTuning(String mainClass, List<String> arguments) {
        if (isTuned()) {
            Confinement.exec(JavaCommand.of(mainClass, arguments));
        }
    }

    private static boolean isTuned() {
        return Boolean.getBoolean(TUNED);
    }

    /** The options for the JVM that is to serve, with the mark by which it knows that it has them and need not be started anew. */
    public static List<String> tuning(List<String> jvmOptions) {
        List<String> tuning = new ArrayList<>(jvmOptions);
        if (!jvmOptions.isEmpty()) {
            tuning.add("-D" + TUNED + "=true");
        }
        return tuning;
    }

    private static int report(String program, Starter.Word word) {
        System.err.print(word.said());
        return switch (word) {
            case Starter.Word.Serves _ -> 0;
            case Starter.Word.Silent silent -> {
                System.err.println(program + ": process " + silent.pid() + " was started, but has not said within "
                    + Starter.PATIENCE.toSeconds()
                    + " s that it serves; look at the system log, or stop it and start it with -F -D to see what it does");
                yield 1;
            }
            case Starter.Word.Failed failed -> {
                if (failed.said().isBlank()) {
                    System.err.println(program + ": the daemon ended before it served, without a word ("
                        + failed.end().map(Object::toString).orElse("it has closed its output, but runs on")
                        + "); start it with -F -D to see why");
                }
                yield 1;
            }
        };
    }

    private int live(Optional<Function<Path, Policy>> policy, BiConsumer<String, Runnable> signals) {
        signals.accept("HUP", () -> events.add(new Event.Reload()));
        signals.accept("TERM", () -> stopAsked(false));
        signals.accept("INT", () -> stopAsked(true));
        StartLog startLog = logging();
        Logger log = LoggerFactory.getLogger(program);
        try {
            Optional<Policy> held = policy.map(rules -> rules.apply(NutEnvironment.runtime()));
            held.ifPresent(rules -> Fence.close(rules, log));
            service.onDone(() -> events.add(new Event.Stop()));
            service.onFailure(reason -> events.add(new Event.Failed(reason)));
            service.start();
            held.ifPresent(rules -> Fence.serving(rules, log));
        } catch (Throwable fault) {
            startLog.end();
            return startFailed(fault, log);
        }
        enterService();
        startLog.end();
        detach(log);
        readiness.ready();
        try {
            return attend(log);
        } catch (Exception | Error fault) {
            log.error("{} ends through a fault of its own", program, fault);
            return 1;
        }
    }

    private StartLog logging() {
        if (options.foreground()) {
            Logging.foreground(program, options.debug());
            return StartLog.NONE;
        }
        StartLog startLog = StartLog.over(Logging.syslog(program), Readiness.isAwaited());
        Logging.to(program, options.debug(), startLog);
        Chroot.workAtRoot();
        ProcessControl.umask(UMASK);
        return startLog;
    }

    private int startFailed(Throwable fault, Logger log) {
        synchronized (this) {
            if (stage == Stage.STOPPING) {
                readiness.failed(program + ": stopped while it was starting");
                log.info("stopped while it was starting");
                return 0;
            }
        }
        if (fault instanceof AdminFault) {
            readiness.failed(program + ": " + fault.getMessage());
            log.error("{}", fault.getMessage());
        } else {
            readiness.failed(program + ": a fault of its own: " + fault + "; the system log has more");
            log.error("{} ends through a fault of its own", program, fault);
        }
        return 1;
    }

    /** From here on nothing is interrupted: an interrupt that came too late to reach the start has its event in the queue. */
    private synchronized void enterService() {
        if (stage == Stage.STARTING) {
            stage = Stage.SERVING;
        }
        Thread.interrupted();
    }

    private synchronized void stopAsked(boolean atKeyboard) {
        if (stage == Stage.STOPPING) {
            if (atKeyboard) {
                Runtime.getRuntime().halt(1);
            }
            return;
        }
        events.add(new Event.Stop());
        if (stage == Stage.STARTING) {
            main.interrupt();
        }
        stage = Stage.STOPPING;
    }

    /** Standard output and error were the starter's until now. */
    private void detach(Logger log) {
        if (options.foreground() || !Readiness.isAwaited()) {
            return;
        }
        try {
            FileDescriptors.muteOutput();
        } catch (PosixException failed) {
            log.warn("standard output and error stay what they were: {}", failed.getMessage());
        }
    }

    private int attend(Logger log) throws InterruptedException {
        for (;;) {
            switch (events.take()) {
                case Event.Reload reload -> reload(log);
                case Event.Stop stop -> {
                    readiness.stopping();
                    service.stop();
                    return 0;
                }
                case Event.Failed failed -> {
                    if (failed.reason() instanceof AdminFault fault) {
                        log.error("{}", fault.getMessage());
                    } else {
                        log.error("{} cannot go on", program, failed.reason());
                    }
                    readiness.stopping();
                    service.stop();
                    return 1;
                }
            }
        }
    }

    private void reload(Logger log) {
        readiness.reloading();
        try {
            service.reload();
        } catch (AdminFault fault) {
            log.error("{}; going on with what was read before", fault.getMessage());
        }
        readiness.ready();
    }
}
