package nut.upsmon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.posix.Children;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;
import nut.upsmon.command.HeardCommand;

/** A command that is to shut this machine down, and how that goes. */
final class ShutdownCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final String shown;
    private final List<String> arguments;
    private final HeardCommand command = new HeardCommand(BETWEEN_LOOKS);

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
        command.start(Spawn.of(arguments));
        return command.await(patience);
    }

    /** Whether it has ended well meanwhile, after it was given up. */
    boolean isDoneAfterAll() {
        return command.hasEndedWell();
    }

    boolean isCalled(String name) {
        return shown.equals(name);
    }

    /** Whether it was started and has not ended. */
    boolean runs() {
        return command.runs();
    }

    /** The first and last lines of what it printed. */
    List<String> said() {
        return command.said();
    }

    @Override
    public String toString() {
        return shown;
    }
}
