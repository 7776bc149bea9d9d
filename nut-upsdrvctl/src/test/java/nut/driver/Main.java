package nut.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import nut.common.AdminFault;
import nut.common.daemon.Daemon;
import nut.common.daemon.DaemonOptions;
import nut.common.daemon.NutEnvironment;
import nut.common.daemon.PidFile;
import nut.common.daemon.Service;

/** Stands in for all drivers, under the real one's name; it behaves as its program's name says and writes down how it was called. */
public final class Main implements Service {
    private static final String PROGRAM = System.getProperty("nut.program");
    private static final Path STATE = NutEnvironment.current().statePath();

    private final String ups;
    private PidFile pidFile;

    private Main(String ups) {
        this.ups = ups;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        String ups = words.getLast();
        Files.writeString(STATE.resolve("calls"), PROGRAM + " " + String.join(" ", words) + "\n", StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        if (words.contains("-k")) {
            System.out.println("cutting " + ups);
            hangIf("silent");
            System.exit(PROGRAM.equals("refuses") ? 1 : 0);
        }
        DaemonOptions options = new DaemonOptions(words.contains("-F"), Optional.empty(), Optional.empty(), Optional.empty(), 0);
        System.exit(Daemon.run(PROGRAM, Main.class.getName(), words, options, () -> new Main(ups)));
    }

    private static void hangIf(String name) {
        while (PROGRAM.equals(name)) {
            LockSupport.park();
        }
    }

    @Override
    public void start() throws IOException {
        hangIf("silent");
        if (PROGRAM.equals("refuses") || PROGRAM.equals("flaky") && Files.readAllLines(STATE.resolve("calls")).size() < 3) {
            throw new AdminFault("no UPS answers on its port; check the cable");
        }
        pidFile = PidFile.claim(STATE.resolve(PROGRAM + "-" + ups + ".pid"));
    }

    @Override
    public void reload() {
        hangIf("silent");
    }

    @Override
    public void stop() {
        hangIf("stubborn");
        pidFile.close();
    }
}
