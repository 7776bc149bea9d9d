package nut.upsmon.sched;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.Quoting;
import nut.common.conf.UpsschedConf;
import nut.common.posix.BootClock;
import nut.common.posix.PosixException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event leads to: orders for the timers, given to the daemon or, when none runs, done in the file of timers and a daemon started;
 * then the commands that are to run now, one after the other.
 */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final Duration STARTING = Duration.ofSeconds(40);
    private static final Duration FOR_A_COMMAND = Duration.ofSeconds(60);
    private static final int TRIES = 10;

    private final UpsschedConf conf;
    private final Life life;
    private final DaemonStart start;

    /** How a daemon is started. */
    interface DaemonStart {
        /**
         * Starts one, and returns when it serves.
         *
         * @throws AdminFault when there will be none
         */
        void start() throws PosixException;
    }

    Call(UpsschedConf conf, Life life, DaemonStart start) {
        this.conf = conf;
        this.life = life;
        this.start = start;
    }

    /** Does all that is to be done at an event. */
    void take(Event event) throws IOException {
        List<String> commands = new ArrayList<>();
        List<TimerOrder> orders = new ArrayList<>();
        for (UpsschedConf.Rule rule : conf.rulesFor(event.type(), event.ups())) {
            Optional<TimerOrder> order = TimerOrder.of(rule, event);
            order.ifPresentOrElse(orders::add, () -> commands.add(rule.name()));
        }
        try {
            if (conf.pipeFn().isPresent() && conf.lockFn().isPresent()) {
                commands.addAll(0, give(orders, conf.pipeFn().get(), conf.lockFn().get()));
            }
        } finally {
            run(commands, event);
        }
    }

    private void run(List<String> commands, Event event) throws PosixException {
        for (String command : commands) {
            LOG.debug("Executing command: {}", command);
            new CommandScript(conf.cmdScript().orElseThrow()).run(command, event, FOR_A_COMMAND);
        }
    }

    /** Has the orders done, and returns the commands to run because there was nothing to cancel. */
    private List<String> give(List<TimerOrder> orders, Path pipe, Path lockFile) throws IOException {
        TimerFile file = TimerFile.of(pipe, life);
        if (orders.isEmpty() && !file.exists() || told(orders, pipe)) {
            return List.of();
        }
        boolean nothingToStart = orders.stream().allMatch(order -> order instanceof TimerOrder.Cancel c && c.otherwise().isEmpty());
        if (nothingToStart && !file.exists()) {
            return List.of();
        }
        try (LockFile _ = LockFile.starting(lockFile, STARTING)) {
            if (told(orders, pipe)) {
                return List.of();
            }
            return begin(orders, file, pipe);
        }
    }

    /** The orders come into the file before the daemon that reads it: what they cancel cannot run out in between. */
    private List<String> begin(List<TimerOrder> orders, TimerFile file, Path pipe) throws IOException {
        TimerTable table = new TimerTable(file.load());
        List<String> commands = new ArrayList<>();
        for (TimerOrder order : orders) {
            try {
                table.apply(order, BootClock.nanos()).ifPresent(commands::add);
            } catch (TooManyTimers full) {
                throw new AdminFault(full.getMessage());
            }
        }
        boolean saved = true;
        try {
            file.save(table.all());
        } catch (IOException failed) {
            saved = false;
            LOG.error("{} cannot be written, so timers will not survive a restart of their daemon: {}", file, failed.toString());
        }
        if (saved && table.isEmpty()) {
            return commands;
        }
        start.start();
        if (!saved && !told(orders, pipe)) {
            throw new AdminFault("the timer daemon has ended again; the system log says why");
        }
        return saved ? commands : List.of();
    }

    /** Whether a daemon has taken all orders. */
    private boolean told(List<TimerOrder> orders, Path pipe) throws IOException {
        int done = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            try (Conversation daemon = Conversation.open(pipe)) {
                if (daemon == null) {
                    orders.subList(0, done).clear();
                    return false;
                }
                if (!orders.isEmpty()) {
                    daemon.ask(TimerService.LIFE + " " + Quoting.quote(life.boot()) + " " + Quoting.quote(life.session()));
                }
                for (; done < orders.size(); done++) {
                    daemon.ask(orders.get(done).line());
                }
                return true;
            } catch (AdminFault fault) {
                throw fault;
            } catch (IOException endedMeanwhile) {
                LOG.debug("{}: {}", pipe, endedMeanwhile.toString());
            }
        }
        throw new AdminFault("the timer daemon at PIPEFN " + pipe + " ends whenever it is spoken to; the system log says why");
    }
}
