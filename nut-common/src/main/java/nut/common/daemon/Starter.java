package nut.common.daemon;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nut.common.log.LogSocket;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Pipe;
import nut.common.posix.Poll;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/**
 * Starts the daemon proper in a session of its own and waits for its word.
 *
 * <p>The word comes through a pipe, whose number the daemon finds in NUT_READY_FD. Until the daemon serves, the pipe is its standard
 * output and standard error too, so that whatever keeps it from serving is heard, be it the dynamic loader's complaint; then it puts
 * {@code /dev/null}, which is its standard input, in their place, and says READY on the last line.
 */
public final class Starter {
    /** How long a daemon may take to say that it serves, where nobody says otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int LONGEST_REASON = 16_384;

    private final int nowhere;
    private final int logSocket;

    /** What the daemon let be heard until it served, or did not. */
    public sealed interface Word {
        /** Lines for people, each with its end; often none. */
        String said();

        /** It serves. */
        record Serves(long pid, String said) implements Word {
        }

        /** It has ended, or will never serve. */
        record Failed(long pid, Optional<Children.End> end, String said) implements Word {
        }

        /** It has not said anything in the time it had, and may still serve one day. */
        record Silent(long pid, String said) implements Word {
        }
    }

    /** Made before a chroot, while {@code /dev/null} and {@code /dev/log} can be had. */
    public Starter() {
        this(openNowhere(), LogSocket.open());
    }

    /** With descriptors of {@code /dev/null} and of a socket to the log daemon, or -1. */
    Starter(int nowhere, int logSocket) {
        this.nowhere = nowhere;
        this.logSocket = logSocket;
    }

    private static int openNowhere() {
        try {
            return FileDescriptors.aboveStandard(FileDescriptors.open(Path.of("/dev/null"), FileDescriptors.O_RDWR));
        } catch (PosixException noDevice) {
            return -1;
        }
    }

    /**
     * Starts a command as a daemon.
     *
     * @param command  a program by its path, with arguments; it is to end in {@link Daemon#run}
     * @param patience how long to wait for its word
     * @throws PosixException when it cannot even be started
     */
    public Word start(List<String> command, Duration patience) throws PosixException {
        long deadline = System.nanoTime() + patience.toNanos();
        Pipe pipe = Pipe.open();
        int reading = FileDescriptors.aboveStandard(pipe.readEnd());
        int writing = FileDescriptors.aboveStandard(pipe.writeEnd());
        try {
            long pid;
            int input = nowhere >= 0 ? nowhere : endOfFile();
            try {
                Spawn daemon = Spawn.of(command).newSession().environment(Readiness.READY_FD, String.valueOf(writing))
                    .descriptor(input, 0).descriptor(writing, 1).descriptor(writing, 2).descriptor(writing, writing);
                if (logSocket >= 0) {
                    daemon.environment(LogSocket.VARIABLE, String.valueOf(logSocket)).descriptor(logSocket, logSocket);
                }
                pid = daemon.start();
            } finally {
                FileDescriptors.close(writing);
                if (input != nowhere) {
                    FileDescriptors.close(input);
                }
            }
            return listen(pid, reading, deadline);
        } finally {
            FileDescriptors.close(reading);
        }
    }

    /** What stands in for {@code /dev/null}: a pipe that nobody writes to. */
    private static int endOfFile() throws PosixException {
        Pipe dead = Pipe.open();
        dead.closeWriteEnd();
        return FileDescriptors.aboveStandard(dead.readEnd());
    }

    private static Word listen(long pid, int reading, long deadline) throws PosixException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] piece = new byte[1024];
        for (;;) {
            if (!Poll.readable(reading, left(deadline))) {
                return new Word.Silent(pid, heard.toString(StandardCharsets.UTF_8));
            }
            int count = FileDescriptors.read(reading, piece, 0);
            heard.write(piece, 0, count);
            forgetBeginning(heard);
            String said = heard.toString(StandardCharsets.UTF_8);
            if (said.endsWith("\n" + Readiness.READY) || said.equals(Readiness.READY)) {
                return new Word.Serves(pid, said.substring(0, said.length() - Readiness.READY.length()));
            }
            if (count == 0) {
                return new Word.Failed(pid, Children.await(pid, left(deadline)), said);
            }
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** What is said last is what matters. */
    private static void forgetBeginning(ByteArrayOutputStream heard) {
        if (heard.size() > LONGEST_REASON) {
            byte[] all = heard.toByteArray();
            heard.reset();
            heard.write(all, all.length - LONGEST_REASON / 2, LONGEST_REASON / 2);
        }
    }
}
