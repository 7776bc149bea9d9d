package nut.upsmon;

import java.time.Duration;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.Kill;
import nut.common.posix.PosixException;

/** Watcher or notifier as its parent knows it: one that has ended is remembered, as its number may be another process's by now. */
final class CrewMember {
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final long pid;
    private Optional<Children.End> end = Optional.empty();

    CrewMember(long pid) {
        this.pid = pid;
    }

    /** Sends a signal, unless it has ended. */
    synchronized void signal(int signal) throws PosixException {
        if (end.isEmpty()) {
            Kill.send(pid, signal);
        }
    }

    /** How it has ended, or empty if it has not when the time is over. */
    synchronized Optional<Children.End> await(Duration atMost) throws PosixException {
        if (end.isEmpty()) {
            end = Children.await(pid, atMost);
        }
        return end;
    }

    /** Waits for its end, and forces that in the end. */
    synchronized void end() throws PosixException {
        if (await(TO_END).isEmpty()) {
            Kill.send(pid, Kill.SIGKILL);
            end = Optional.of(Children.await(pid));
        }
    }
}
