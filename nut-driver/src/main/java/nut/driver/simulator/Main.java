package nut.driver.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.daemon.ProgramLine;
import nut.common.posix.BootClock;

/**
 * {@code upssim}: a simulated Smart-UPS 700 on a serial device of its own. The first line of its output is the device; then it obeys the
 * commands that come through standard input and through {@code --control}, until {@code quit} or a signal.
 */
public final class Main {
    private static final String PROGRAM = "upssim";
    private static final int PERMISSION_BITS = 9;

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(new ProgramLine(PROGRAM, "A simulated APC Smart-UPS 700 on a pseudo terminal.")
            .value("--link", "PATH", "a symbolic link to keep pointing to the device")
            .value("--mode", "OCTAL", "the device's mode")
            .value("--owner", "UID:GID", "the device's owner, as numbers")
            .value("--control", "PATH", "take commands here: a fifo that exists, else a unix socket is made")
            .value("--log", "FILE", "every byte and every event with its time; - is standard error")
            .value("--speed", "N", "battery and timers run N times faster (1)")
            .value("--pace", "PACE", "the line: wire (2400 baud, the default), unit (as slow as real units), none")
            .value("--load", "PCT", "the load in percent (23.5)")
            .value("--charge", "PCT", "the battery's charge in percent (100)")
            .value("--runtime", "MIN", "minutes that a full battery lasts at this load (46)")
            .footer("", "Commands, one a line: " + Controls.HELP)
            .run(List.of(args), given -> act(given.withoutWords())));
    }

    private static int act(Given given) {
        try {
            long now = BootClock.nanos();
            Optional<Path> log = given.value("--log").map(Path::of);
            Simulation simulation = new Simulation(options(given), log.isEmpty() ? EventLog.none() : EventLog.open(log.get(), now),
                BootClock::nanos);
            ControlPort controls = new ControlPort(simulation);
            Path device = simulation.plug();
            if (given.has("--control")) {
                controls.open(Path.of(given.value("--control").orElseThrow()));
            }
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(() -> end(simulation, controls)));
            System.out.println(device);
            System.out.flush();
            controls.attend("stdin", System.in, System.out);
            simulation.run();
            return 0;
        } catch (IOException failed) {
            throw new AdminFault("the simulation ends: " + failed);
        }
    }

    private static Options options(Given given) {
        double speed = number(given, "--speed", 1);
        double load = number(given, "--load", 23.5);
        double charge = number(given, "--charge", 100);
        double runtime = number(given, "--runtime", 46);
        if (!(speed > 0) || load < 0 || charge < 0 || charge > 100 || !(runtime > 0)) {
            throw new AdminFault("--speed and --runtime must be above 0, --load not below 0, --charge from 0 to 100");
        }
        return new Options(Profile.SMART_UPS_700, Pace.of(given.value("--pace").orElse("wire")), speed, load, runtime, charge / 100,
            given.value("--link").map(Path::of), given.value("--mode").map(Main::permissions), given.value("--owner").map(Main::owner));
    }

    private static double number(Given given, String flag, double otherwise) {
        try {
            return given.value(flag).map(Double::valueOf).orElse(otherwise);
        } catch (NumberFormatException wrong) {
            throw new AdminFault(flag + " wants a number, not " + given.value(flag).orElseThrow());
        }
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
            throw new AdminFault("--mode wants an octal number such as 660, not " + octal);
        }
    }

    private static Options.Owner owner(String text) {
        int colon = text.indexOf(':');
        try {
            return new Options.Owner(Integer.parseInt(text, 0, colon, 10), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException wrong) {
            throw new AdminFault("--owner wants two numbers such as 64001:64000, not " + text);
        }
    }
}
