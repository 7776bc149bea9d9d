package nut.common.daemon;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import nut.common.AdminFault;
import nut.common.posix.Children;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Pipe;
import nut.common.posix.PosixException;
import nut.common.posix.Spawn;

/** Starts the daemon proper in a session of its own and waits for its word. */
final class Starter {
    private static final long PATIENCE_SECONDS = 60;
    private static final int LONGEST_REASON = 4096;

    private final String program;
    private final int nowhere;

    /** Made before a chroot, while {@code /dev/null} can be had. */
    Starter(String program) {
        this.program = program;
        this.nowhere = openNowhere();
    }

    private static int openNowhere() {
        try {
            return FileDescriptors.open(Path.of("/dev/null"), FileDescriptors.O_RDWR);
        } catch (PosixException noDevice) {
            return -1;
        }
    }

    /**
     * Starts a command as a daemon.
     *
     * @return the exit status for the starting command: 0 when the daemon serves
     */
    int start(List<String> command) {
        try {
            Pipe word = Pipe.open();
            Spawn spawn = Spawn.of(command).newSession().environment(Readiness.READY_FD, String.valueOf(word.writeEnd()));
            for (int stream = 0; stream <= 2 && nowhere >= 0; stream++) {
                spawn.descriptor(nowhere, stream);
            }
            long pid = spawn.descriptor(word.writeEnd(), word.writeEnd()).start();
            word.closeWriteEnd();
            return await(pid, word);
        } catch (PosixException failed) {
            throw new AdminFault(program + " cannot be started in the background: " + failed.getMessage());
        }
    }

    private int await(long pid, Pipe word) throws PosixException {
        Thread watchdog = new Thread(() -> {
            try {
                Thread.sleep(PATIENCE_SECONDS * 1000);
                System.err.println(program + ": process " + pid + " was started but has not said within " + PATIENCE_SECONDS
                    + " s that it serves; look at the system log, or start it with -F to see what it does");
                Runtime.getRuntime().halt(1);
            } catch (InterruptedException answered) {
                Thread.currentThread().interrupt();
            }
        }, "watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        String said = read(word);
        watchdog.interrupt();
        if (said.endsWith(Readiness.READY)) {
            return 0;
        }
        Children.End end = Children.await(pid);
        System.err.println(said.isBlank()
            ? program + ": the daemon ended before it served, without a word (" + end + "); start it with -F -D to see why"
            : said.strip());
        return 1;
    }

    private static String read(Pipe word) throws PosixException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(512);
            int count = FileDescriptors.read(word.readEnd(), buffer);
            while (count > 0 && said.size() < LONGEST_REASON) {
                said.writeBytes(buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
                count = FileDescriptors.read(word.readEnd(), buffer);
            }
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
