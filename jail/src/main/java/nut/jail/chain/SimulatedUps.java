package nut.jail.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A simulated UPS alone: {@code ttyS1} in its folder is its line. */
public final class SimulatedUps implements AutoCloseable {
    private static final int START_SECONDS = 30;

    private final Process process;
    private final Path control;
    private final UpsLog log;

    private SimulatedUps(Process process, Path control, UpsLog log) {
        this.process = process;
        this.control = control;
        this.log = log;
    }

    /** Starts the one of an installed tree in a folder. */
    public static SimulatedUps start(Path tree, Path folder) throws IOException {
        Path line = folder.resolve("ttyS1");
        Path control = folder.resolve("control");
        Path log = folder.resolve("ups.log");
        Process process = new Commands(tree, folder, Map.of()).start("bin/upssim", "--link", line.toString(), "--control",
            control.toString(), "--log", log.toString());
        SimulatedUps ups = new SimulatedUps(process, control, new UpsLog(log));
        try {
            Await.until("the simulated UPS makes its device", START_SECONDS, () -> Files.exists(line) && Files.exists(control));
            return ups;
        } catch (ChainFault failed) {
            ups.close();
            throw failed;
        }
    }

    /** Says something to it: {@code mains off}, {@code battery low} and so on. */
    public void tell(String command) throws IOException {
        ControlLine.say(control, command);
    }

    /** What it wrote of itself. */
    public UpsLog log() {
        return log;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
