package nut.common.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;
import nut.common.posix.Kill;
import org.slf4j.LoggerFactory;

/** A daemon that writes down what happens to it. Arguments: folder, behaviour, then flags. */
public final class RecordingDaemon implements Service {
    private static final String PROGRAM = "recd";

    private final Path folder;
    private final String behaviour;
    private PidFile pidFile;

    private RecordingDaemon(Path folder, String behaviour) {
        this.folder = folder;
        this.behaviour = behaviour;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        List<String> flags = List.of(arguments).subList(2, arguments.length);
        DaemonOptions options = new DaemonOptions(flags.contains("-F"), after(flags, "-r").map(Path::of), after(flags, "-u"),
            Optional.empty(), 0);
        System.exit(Daemon.run(PROGRAM, RecordingDaemon.class.getName(), List.of(arguments), options,
            () -> new RecordingDaemon(Path.of(arguments[0]), arguments[1])));
    }

    private static Optional<String> after(List<String> flags, String flag) {
        int at = flags.indexOf(flag);
        return at < 0 ? Optional.empty() : Optional.of(flags.get(at + 1));
    }

    static Path pidFile(Path folder) {
        return folder.resolve(PROGRAM + ".pid");
    }

    static String events(Path folder) {
        try {
            return Files.exists(folder.resolve("events")) ? Files.readString(folder.resolve("events")) : "";
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void event(String name) {
        try {
            Files.writeString(folder.resolve("events"), name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void start() throws Exception {
        event("starting");
        switch (behaviour) {
            case "refuses" -> throw new AdminFault("the port is taken; free it");
            case "breaks" -> throw new IllegalStateException("a broken assumption");
            case "exits" -> Runtime.getRuntime().halt(7);
            case "is-killed" -> Kill.send(ProcessHandle.current().pid(), Kill.SIGKILL);
            case "warns" -> LoggerFactory.getLogger(PROGRAM).warn("recd.conf:3: colour has no effect");
            case "waits" -> waitToGo();
            default -> event(behaviour);
        }
        pidFile = PidFile.claim(pidFile(folder));
        event("serving");
    }

    private void waitToGo() throws InterruptedException {
        while (!Files.exists(folder.resolve("go"))) {
            if (Thread.interrupted()) {
                event("interrupted");
                throw new InterruptedException();
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void reload() {
        event("reload");
        if (behaviour.equals("cannot-reload")) {
            throw new AdminFault("recd.conf is gone");
        }
    }

    @Override
    public void stop() {
        event("stopping");
        if (behaviour.equals("stops-slowly")) {
            Await.until("the test says go", () -> Files.exists(folder.resolve("go")));
        }
        pidFile.close();
        event("stopped");
    }
}
