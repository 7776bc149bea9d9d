package nut.upsmon.command;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Kill;
import nut.common.posix.Pipe;
import nut.common.posix.Poll;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/**
 * A command and how that goes. While it is waited for, what it prints is read, so that it never waits for us; afterwards a pipe that is
 * full is an error of the write, and one that nobody reads still is none, since the command has both ends of it: what it leaves running in
 * the background goes on when this process has ended. Owned by one thread, but for what
 * says otherwise.
 */
public final class HeardCommand {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(10);
    private static final int PIECE = 1 << 14;
    /** Who prints more than this is slowed down, lest he and we do nothing else. */
    private static final int FLOOD = 1 << 20;
    /** No more than this is read after its end: what it left running may print for ever. */
    private static final int MOST_AFTER_END = 1 << 17;

    private final Duration longestLook;
    private final CommandOutput output = new CommandOutput();
    private final MemorySegment piece = Arena.ofAuto().allocate(PIECE);
    private Pipe pipe;
    private long pid;
    private long heard;
    private Optional<Children.End> end = Optional.empty();

    /**
     * Not started yet.
     *
     * @param longestLook how late its end may be seen if it runs for long and prints nothing
     */
    public HeardCommand(Duration longestLook) {
        this.longestLook = longestLook;
    }

    /**
     * Starts it.
     *
     * @throws PosixException when it cannot be started
     */
    public void start(Spawn command) throws PosixException {
        Pipe opened = Pipe.open();
        try {
            pid = command.descriptor(opened.writeEnd(), 1).descriptor(opened.writeEnd(), 2)
                .descriptor(opened.readEnd(), opened.readEnd()).start();
            pipe = opened;
        } finally {
            if (pipe == null) {
                opened.closeReadEnd();
                opened.closeWriteEnd();
            }
        }
    }

    /**
     * Waits for its end, once.
     *
     * @param patience how long; zero is for ever
     * @return empty when it still runs then; it is left alone, for it may be doing what it should
     */
    public Optional<Children.End> await(Duration patience) throws PosixException {
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            Duration look = SHORTEST_LOOK;
            while (!hasEnded() && (patience.isZero() || System.nanoTime() - deadline < 0)) {
                Duration longer = look.multipliedBy(2);
                look = read(look) > 0 ? SHORTEST_LOOK : longer.compareTo(longestLook) < 0 ? longer : longestLook;
                if (heard > FLOOD) {
                    LockSupport.parkNanos(SHORTEST_LOOK.toNanos());
                }
            }
            for (int got = PIECE, all = 0; end.isPresent() && got > 0 && all < MOST_AFTER_END; all += got) {
                got = read(Duration.ZERO);
            }
            return end;
        } finally {
            letGo();
        }
    }

    private int read(Duration patience) throws PosixException {
        if (!Poll.readable(pipe.readEnd(), patience)) {
            return 0;
        }
        int got = FileDescriptors.read(pipe.readEnd(), piece);
        heard += got;
        for (int i = 0; i < got; i++) {
            output.add(piece.get(ValueLayout.JAVA_BYTE, i));
        }
        return got;
    }

    /** Its process. */
    public long pid() {
        return pid;
    }

    /** Whether it was started and has ended. */
    public synchronized boolean hasEnded() throws PosixException {
        if (end.isEmpty() && pid > 0) {
            end = Children.poll(pid);
        }
        return end.isPresent();
    }

    /** Whether it was started and has not ended. */
    public boolean runs() {
        try {
            return pid > 0 && !hasEnded();
        } catch (PosixException gone) {
            return false;
        }
    }

    /** Whether it has ended by itself and well. */
    public boolean hasEndedWell() {
        try {
            return hasEnded() && end.get().good();
        } catch (PosixException gone) {
            return false;
        }
    }

    /** Ends it at once, if it has not ended. Any thread may. */
    public synchronized void kill() throws PosixException {
        if (pid > 0 && !hasEnded()) {
            Kill.send(pid, Kill.SIGKILL);
        }
    }

    private synchronized void letGo() throws PosixException {
        goOnAlone();
        if (pipe != null) {
            pipe.closeReadEnd();
            pipe.closeWriteEnd();
            pipe = null;
        }
    }

    /** Has it never wait for us any more: this process is about to end. Any thread may say so. */
    public synchronized void goOnAlone() throws PosixException {
        if (pipe != null) {
            FileDescriptors.neverBlock(pipe.writeEnd());
        }
    }

    /** The first and last lines of what it printed. */
    public List<String> said() {
        return output.lines();
    }
}
