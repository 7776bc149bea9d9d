package nut.common.daemon;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import nut.common.AdminFault;
import nut.common.log.Logging;
import nut.common.posix.Chroot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a daemon: confined, sent to the background, started, reloaded, stopped.
 *
 * <pre>
 *  -r/-u given    chroot, drop, prove; then go on as the jail's own runtime
 *  not -F         start again in a new session; return 0 when that one serves, else print its reason and return 1
 *  the daemon     logging, start, word of readiness; HUP reloads; TERM and INT stop; a second TERM ends at once
 * </pre>
 */
public final class Daemon {
    private sealed interface Event {
        record Reload() implements Event {
        }

        record Stop() implements Event {
        }

        record Failed(Throwable reason) implements Event {
        }
    }

    private final String program;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread main = Thread.currentThread();
    private volatile boolean starting = true;
    private volatile boolean stopAsked;

    private Daemon(String program) {
        this.program = program;
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
        try {
            boolean awaited = System.getenv(Readiness.READY_FD) != null;
            boolean confine = options.confines() && !Confinement.isDone();
            Starter starter = options.foreground() || awaited ? null : new Starter(program);
            if (confine || starter != null) {
                List<String> command = confine ? Confinement.enter(options, mainClass, arguments) : JavaCommand.of(mainClass, arguments);
                if (starter != null) {
                    return starter.start(command);
                }
                Confinement.exec(command);
            }
        } catch (AdminFault fault) {
            System.err.println(program + ": " + fault.getMessage());
            return 1;
        }
        return new Daemon(program).serve(options, service);
    }

    private int serve(DaemonOptions options, Supplier<Service> supplier) {
        Readiness readiness = Readiness.current();
        if (options.foreground()) {
            Logging.foreground(program, options.debug());
        } else {
            Logging.background(program, options.debug());
            Chroot.workAtRoot();
        }
        Logger log = LoggerFactory.getLogger(program);
        Signals.on("HUP", () -> events.add(new Event.Reload()));
        Signals.on("TERM", this::stopAsked);
        Signals.on("INT", this::stopAsked);
        try {
            Service service = supplier.get();
            service.onFailure(reason -> events.add(new Event.Failed(reason)));
            service.start();
            starting = false;
            readiness.ready();
            return attend(service, readiness, log);
        } catch (InterruptedException stopped) {
            readiness.failed(program + ": stopped while it was starting");
            log.info("stopped while it was starting");
            return 0;
        } catch (AdminFault fault) {
            readiness.failed(program + ": " + fault.getMessage());
            log.error("{}", fault.getMessage());
            return 1;
        } catch (Exception | Error fault) {
            readiness.failed(program + ": a fault of its own: " + fault);
            log.error("{} ends through a fault of its own", program, fault);
            return 1;
        }
    }

    private void stopAsked() {
        if (stopAsked) {
            Runtime.getRuntime().halt(1);
        }
        stopAsked = true;
        events.add(new Event.Stop());
        if (starting) {
            main.interrupt();
        }
    }

    private int attend(Service service, Readiness readiness, Logger log) throws InterruptedException {
        for (;;) {
            switch (events.take()) {
                case Event.Reload reload -> {
                    readiness.reloading();
                    service.reload();
                    readiness.ready();
                }
                case Event.Stop stop -> {
                    readiness.stopping();
                    service.stop();
                    return 0;
                }
                case Event.Failed failed -> {
                    log.error("{} cannot go on", program, failed.reason());
                    service.stop();
                    return 1;
                }
            }
        }
    }
}
