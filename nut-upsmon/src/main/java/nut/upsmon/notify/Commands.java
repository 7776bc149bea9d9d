package nut.upsmon.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.upsmon.command.HeardCommand;
import nut.upsmon.command.HeardCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands beside each other, so that one which hangs or prints without end holds up no other. When as many run as may, the next ones
 * wait in their order; one that has run for long is then killed to make room. Any thread may call; a thread of its own hears each command.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * How much is too much.
     *
     * @param running  at once
     * @param waiting  behind them
     * @param patience how long each may run when others wait
     */
    record Limits(int running, int waiting, Duration patience) {
        static final Limits USUAL = new Limits(16, 256, Duration.ofSeconds(60));
    }

    private record Running(Command command, HeardCommand process, long since) {
    }

    private final Limits limits;
    private final HeardCommands heard = new HeardCommands();
    private final Deque<Running> running = new ArrayDeque<>();
    private final Deque<Running> killed = new ArrayDeque<>();
    private final Deque<Command> waiting = new ArrayDeque<>();
    private boolean ushering;

    Commands(Limits limits) {
        this.limits = limits;
    }

    /** Starts a command now, or as soon as there is room. */
    synchronized void take(Command command) {
        if (running.size() + killed.size() < limits.running()) {
            start(command);
        } else if (waiting.size() < limits.waiting()) {
            LOG.warn("{} notification commands still run; {} waits", limits.running(), command);
            waiting.add(command);
            if (!ushering) {
                ushering = true;
                thread("usher", this::usher);
            }
        } else {
            LOG.error("{} notification commands still run and {} wait; {} is not started", limits.running(), limits.waiting(), command);
        }
    }

    private void start(Command command) {
        HeardCommand process = new HeardCommand(LONGEST_LOOK);
        try {
            process.start(command.spawn());
        } catch (PosixException failed) {
            LOG.error("{} cannot be started: {}", command, failed.getMessage());
            return;
        }
        Running started = new Running(command, process, System.nanoTime());
        running.add(started);
        heard.add(process);
        thread("reaper-" + process.pid(), () -> hear(started));
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void hear(Running one) {
        try {
            Optional<Children.End> end = one.process().await(Duration.ZERO);
            boolean good = end.isPresent() && end.get().good();
            if (!good) {
                LOG.warn("{} ended with {}", one.command(), end.map(Children.End::toString).orElse("nothing"));
            }
            for (String line : one.process().said()) {
                if (good) {
                    LOG.debug("{} said: {}", one.command(), line);
                } else {
                    LOG.warn("{} said: {}", one.command(), line);
                }
            }
        } catch (PosixException gone) {
            LOG.debug("{} is gone: {}", one.command(), gone.getMessage());
        } finally {
            makeRoom(one);
        }
    }

    private synchronized void makeRoom(Running one) {
        heard.remove(one.process());
        // A record's equals would be made on the spot, of seven classes, while the power is out.
        running.removeIf(other -> other == one);
        killed.removeIf(other -> other == one);
        while (!waiting.isEmpty() && running.size() + killed.size() < limits.running()) {
            start(waiting.remove());
        }
        notifyAll();
    }

    /** As long as commands wait, looks after those for which they do. */
    private synchronized void usher() {
        try {
            while (!waiting.isEmpty()) {
                long left = running.isEmpty() ? Long.MAX_VALUE
                    : running.getFirst().since() + limits.patience().toNanos() - System.nanoTime();
                if (left > 0) {
                    wait(left / NANOS_PER_MILLI + 1);
                } else {
                    kill(running.remove());
                    wait();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            ushering = false;
        }
    }

    private void kill(Running one) {
        LOG.error("{} still runs after {} s, and others wait: it is killed", one.command(), limits.patience().toSeconds());
        killed.add(one);
        try {
            // What it has started would hang on without it.
            List<ProcessHandle> children = new ArrayList<>();
            ProcessHandle.of(one.process().pid()).ifPresent(process -> process.descendants().forEach(children::add));
            one.process().kill();
            children.forEach(ProcessHandle::destroyForcibly);
        } catch (PosixException gone) {
            LOG.debug("{}: {}", one.command(), gone.getMessage());
        }
    }

    /** This process ends: what waits is started all the same, and what runs goes on alone. */
    synchronized void leave() {
        while (!waiting.isEmpty()) {
            start(waiting.remove());
        }
        heard.goOnAlone();
    }
}
