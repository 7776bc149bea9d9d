package nut.driver.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import nut.common.AdminFault;
import nut.common.posix.BootClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code upssim}: a simulated Smart-UPS 700 on a serial device of its own. The first line of its output is the device; then it obeys the
 * commands that come through standard input and through {@code --control}, until {@code quit} or a signal.
 */
@Command(name = "upssim", sortOptions = false, mixinStandardHelpOptions = true, separator = " ",
    description = {"A simulated APC Smart-UPS 700 on a pseudo terminal.", "Commands, one a line: " + Controls.HELP})
public final class Main implements Callable<Integer> {
    private static final int PERMISSION_BITS = 9;

    @Option(names = "--link", paramLabel = "PATH", description = "a symbolic link to keep pointing to the device")
    private Path link;
    @Option(names = "--mode", paramLabel = "OCTAL", description = "the device's mode")
    private String mode;
    @Option(names = "--owner", paramLabel = "UID:GID", description = "the device's owner, as numbers")
    private String owner;
    @Option(names = "--control", paramLabel = "PATH", description = "take commands here: a fifo that exists, else a unix socket is made")
    private Path control;
    @Option(names = "--log", paramLabel = "FILE", description = "every byte and every event with its time; - is standard error")
    private Path log;
    @Option(names = "--speed", paramLabel = "N", defaultValue = "1", description = "battery and timers run N times faster")
    private double speed;
    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "wire",
        description = "the line: wire (2400 baud), unit (as slow as real units), none")
    private String pace;
    @Option(names = "--load", paramLabel = "PCT", defaultValue = "23.5", description = "the load in percent")
    private double load;
    @Option(names = "--charge", paramLabel = "PCT", defaultValue = "100", description = "the battery's charge in percent")
    private double charge;
    @Option(names = "--runtime", paramLabel = "MIN", defaultValue = "46", description = "minutes that a full battery lasts at this load")
    private double runtime;

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof AdminFault || failure instanceof IOException) {
                System.err.println(failure.getMessage());
                return 1;
            }
            throw failure;
        }).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Options options = options();
        long now = BootClock.nanos();
        Simulation simulation = new Simulation(options, log == null ? EventLog.none() : EventLog.open(log, now), BootClock::nanos);
        ControlPort controls = new ControlPort(simulation);
        Path device = simulation.plug();
        if (control != null) {
            controls.open(control);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> end(simulation, controls)));
        System.out.println(device);
        System.out.flush();
        controls.attend("stdin", System.in, System.out);
        simulation.run();
        return 0;
    }

    private Options options() {
        if (!(speed > 0) || load < 0 || charge < 0 || charge > 100 || !(runtime > 0)) {
            throw new AdminFault("upssim: --speed and --runtime must be above 0, --load not below 0, --charge from 0 to 100");
        }
        return new Options(Profile.SMART_UPS_700, Pace.of(pace), speed, load, runtime, charge / 100, Optional.ofNullable(link),
            Optional.ofNullable(mode).map(Main::permissions), Optional.ofNullable(owner).map(Main::owner));
    }

    private static void end(Simulation simulation, ControlPort controls) {
        try {
            controls.close();
            simulation.close();
        } catch (IOException failed) {
            System.err.println("upssim: cannot clean up: " + failed.getMessage());
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        try {
            int bits = Integer.parseInt(octal, 8);
            Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
            PosixFilePermission[] all = PosixFilePermission.values();
            for (int i = 0; i < PERMISSION_BITS; i++) {
                if ((bits >> PERMISSION_BITS - 1 - i & 1) != 0) {
                    set.add(all[i]);
                }
            }
            return set;
        } catch (NumberFormatException wrong) {
            throw new AdminFault("upssim: --mode wants an octal number such as 660, not " + octal);
        }
    }

    private static Options.Owner owner(String text) {
        int colon = text.indexOf(':');
        try {
            return new Options.Owner(Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
            throw new AdminFault("upssim: --owner wants two numbers such as 64001:64000, not " + text);
        }
    }
}
