package nut.upsmon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Pipe;
import nut.common.posix.Poll;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/**
 * A command that is to shut this machine down, and how that goes. While it is waited for, what it prints is read, so that it never waits
 * for us; afterwards a pipe that is full is an error of the write, and one that nobody reads still is none, since the command has both ends
 * of it: what it leaves running in the background goes on when upsmon has ended.
 */
final class ShutdownCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int PIECE = 4096;
    /** No more than this is read after its end: what it left running may print for ever. */
    private static final int MOST_AFTER_END = 1 << 17;

    private final String shown;
    private final List<String> arguments;
    private final CommandOutput output = new CommandOutput();
    private final MemorySegment piece = Arena.ofAuto().allocate(PIECE);
    private long pid;
    private Optional<Children.End> end = Optional.empty();

    private ShutdownCommand(String shown, List<String> arguments) {
        this.shown = shown;
        this.arguments = arguments;
    }

    /** A line for the shell. */
    static ShutdownCommand shell(String line) {
        return new ShutdownCommand(line, List.of("/bin/sh", "-c", line));
    }

    /** A program by its path, with its arguments, without a shell. */
    static ShutdownCommand program(List<String> arguments) {
        return new ShutdownCommand(String.join(" ", arguments), arguments);
    }

    /**
     * Starts it and waits for its end.
     *
     * @param patience how long; zero is for ever
     * @return empty when it still runs then; it is left alone, for it may be doing what it should
     * @throws PosixException when it cannot be started
     */
    Optional<Children.End> run(Duration patience) throws PosixException {
        Pipe pipe = Pipe.open();
        try {
            pid = Spawn.of(arguments).descriptor(pipe.writeEnd(), 1).descriptor(pipe.writeEnd(), 2)
                .descriptor(pipe.readEnd(), pipe.readEnd()).start();
            long deadline = System.nanoTime() + patience.toNanos();
            while (!hasEnded() && (patience.isZero() || System.nanoTime() - deadline < 0)) {
                read(pipe, BETWEEN_LOOKS);
            }
            for (int got = PIECE, all = 0; end.isPresent() && got > 0 && all < MOST_AFTER_END; all += got) {
                got = read(pipe, Duration.ZERO);
            }
            FileDescriptors.neverBlock(pipe.writeEnd());
            return end;
        } finally {
            pipe.closeReadEnd();
            pipe.closeWriteEnd();
        }
    }

    private boolean hasEnded() throws PosixException {
        end = end.isPresent() ? end : Children.poll(pid);
        return end.isPresent();
    }

    private int read(Pipe pipe, Duration patience) throws PosixException {
        if (!Poll.readable(pipe.readEnd(), patience)) {
            return 0;
        }
        int got = FileDescriptors.read(pipe.readEnd(), piece);
        for (int i = 0; i < got; i++) {
            output.add(piece.get(ValueLayout.JAVA_BYTE, i));
        }
        return got;
    }

    /** Whether it has ended well meanwhile, after it was given up. */
    boolean isDoneAfterAll() {
        try {
            return pid > 0 && hasEnded() && end.get().good();
        } catch (PosixException gone) {
            return false;
        }
    }

    boolean isCalled(String name) {
        return shown.equals(name);
    }

    /** Whether it was started and has not ended. */
    boolean runs() {
        try {
            return pid > 0 && !hasEnded();
        } catch (PosixException gone) {
            return false;
        }
    }

    /** The first and last lines of what it printed. */
    List<String> said() {
        return output.lines();
    }

    @Override
    public String toString() {
        return shown;
    }
}
