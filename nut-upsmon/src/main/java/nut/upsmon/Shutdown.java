package nut.upsmon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nut.common.conf.UpsmonConf;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.common.posix.Reserve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shutdown itself. SHUTDOWNCMD is not believed:
 *
 * <pre>
 *  POWERDOWNFLAG -> SHUTDOWNCMD --ends well-----------------------------------------------------> done
 *                      | fails: once more after 2 s; fails again, or runs longer than SHUTDOWNPATIENCE
 *                      v
 *                   fallback 1 --fails, or runs longer than 30 s--> fallback 2 ... --ends well--> done
 *                      ^                                                |
 *                      +----- 30 s, and SHUTDOWNCMD unless it hangs ----+  for as long as this machine is up
 * </pre>
 *
 * A command that still runs is left running. If it has ended well by the time that the next one is due, that was the shutdown.
 * What may hang with a disk or a log, the flag and the lines, is done aside.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final int TRIES = 2;
    /** Bytes; far more than posix_spawn(3) takes for a child's first stack. */
    private static final long RESERVE = 1 << 20;
    private static final Duration FALLBACK_PATIENCE = Duration.ofSeconds(30);
    private static final Duration FLAG_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(1);

    private final Aside log = new Aside("last-words");
    private final Aside disk = new Aside("flag");
    private Optional<Reserve> reserve = Optional.empty();
    private boolean quiet;

    /**
     * What is to be done.
     *
     * @param command         SHUTDOWNCMD
     * @param patience        how long it may run; zero is for ever
     * @param flag            POWERDOWNFLAG, if this machine is a primary
     * @param fallbacks       what follows; fresh ones at each call, as a command runs once
     * @param beforeRetry     between two tries of the command
     * @param beforeNextRound before all is tried again
     */
    record Plan(String command, Duration patience, Optional<Path> flag, Supplier<List<ShutdownCommand>> fallbacks, Duration beforeRetry,
        Duration beforeNextRound) {

        static Plan of(UpsmonConf conf) {
            Optional<Path> flag = conf.monitors().stream().anyMatch(Monitor::primary) ? conf.powerDownFlag() : Optional.empty();
            return new Plan(conf.shutdownCmd(), conf.lastResort().patience(), flag, () -> Fallbacks.of(conf), Duration.ofSeconds(2),
                Duration.ofSeconds(30));
        }

        private static Plan rehearsal(String command, Duration patience, String... fallbacks) {
            return new Plan(command, patience, Optional.of(Path.of("/dev/null")),
                () -> Stream.of(fallbacks).map(ShutdownCommand::shell).toList(), Duration.ofMillis(1), Duration.ofMillis(1));
        }
    }

    /**
     * Goes every way there is with commands that do nothing, on the thread that will go it: every class is then loaded and every call
     * linked, so that the way needs no file but the command. The memory that it needs is put by.
     */
    void rehearse() {
        quiet = true;
        run(Plan.rehearsal("echo; exit 1", Duration.ofSeconds(5), "exit 1", "exit 0"));
        run(Plan.rehearsal("sleep 0.02", Duration.ofMillis(1), "sleep 0.04; exit 1", "exit 0"));
        quiet = false;
        reserve = Optional.of(Reserve.of(RESERVE));
    }

    /** Returns when a command has ended well. */
    void run(Plan plan) {
        reserve.ifPresent(Reserve::release);
        error("Executing automatic power-fail shutdown");
        if (plan.flag().isPresent()) {
            disk.post(() -> PowerDownFlag.set(plan.flag().get()));
            if (!disk.settle(FLAG_PATIENCE)) {
                error("POWERDOWNFLAG is not written after " + FLAG_PATIENCE.toSeconds() + " s; going on without it");
            }
        }
        List<ShutdownCommand> hanging = new ArrayList<>();
        while (!succeeds(plan, hanging)) {
            error("nothing has shut this machine down; all of it is tried again in " + plan.beforeNextRound().toSeconds() + " s");
            pause(plan.beforeNextRound());
        }
        log.settle(LOG_PATIENCE);
    }

    /** One round. SHUTDOWNCMD has no part in it while an earlier one still runs. */
    private boolean succeeds(Plan plan, List<ShutdownCommand> hanging) {
        if (isDone(hanging)) {
            return true;
        }
        if (hanging.stream().noneMatch(command -> command.isCalled(plan.command()))) {
            for (int i = 0; i < TRIES; i++) {
                if (i > 0) {
                    pause(plan.beforeRetry());
                }
                ShutdownCommand command = ShutdownCommand.shell(plan.command());
                if (works(command, i == 0 ? "SHUTDOWNCMD" : "SHUTDOWNCMD, tried again,", plan.patience())) {
                    return true;
                }
                if (command.runs()) {
                    hanging.add(command);
                    break;
                }
            }
        }
        List<ShutdownCommand> fallbacks = plan.fallbacks().get();
        if (fallbacks.isEmpty()) {
            error("there is no fallback for SHUTDOWNCMD; see SHUTDOWNFALLBACK");
        }
        for (ShutdownCommand fallback : fallbacks) {
            if (isDone(hanging)) {
                return true;
            }
            error("falling back to " + fallback);
            if (works(fallback, "fallback", FALLBACK_PATIENCE)) {
                return true;
            }
            hanging.add(fallback);
        }
        return isDone(hanging);
    }

    /** Whether one of those that were given up has ended well; those that have ended badly are forgotten. */
    private boolean isDone(List<ShutdownCommand> hanging) {
        for (ShutdownCommand command : hanging) {
            if (command.isDoneAfterAll()) {
                error(command + " has ended well after all");
                return true;
            }
        }
        hanging.removeIf(command -> !command.runs());
        return false;
    }

    private boolean works(ShutdownCommand command, String what, Duration patience) {
        try {
            return ended(command, command.run(patience), what);
        } catch (PosixException | OutOfMemoryError failed) {
            error(what + " " + command + " cannot be run: " + failed.getMessage());
            return false;
        }
    }

    private boolean ended(ShutdownCommand command, Optional<Children.End> end, String what) {
        boolean muted = quiet;
        boolean good = end.isPresent() && end.get().good();
        String sentence = what + " " + command + (good ? " has ended well" : end.isPresent() ? " ended with " + end.get()
            : " still runs and counts as hanging; it is left running");
        log.post(() -> say(muted, good, sentence));
        for (String line : command.said()) {
            log.post(() -> say(muted, good, what + " said: " + line));
        }
        return good;
    }

    private static void say(boolean muted, boolean good, String sentence) {
        if (muted) {
            LOG.trace("{}", sentence);
        } else if (good) {
            LOG.info("{}", sentence);
        } else {
            LOG.error("{}", sentence);
        }
    }

    private void error(String sentence) {
        boolean muted = quiet;
        log.post(() -> say(muted, false, sentence));
    }

    private static void pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
