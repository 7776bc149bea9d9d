package nut.driver.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.daemon.Given;
import nut.common.daemon.ProgramLine;
import nut.common.posix.BootClock;

/**
 * {@code upssim}: a simulated APC UPS on a serial device of its own. The first line of its output is the device; then it obeys the
 * commands that come through standard input and through {@code --control}, until {@code quit} or a signal.
 */
public final class Main {
    private static final String PROGRAM = "upssim";

    private Main() {
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(line().run(List.of(args), given -> act(given.withoutWords())));
    }

    /** The flags. */
    static ProgramLine line() {
        return new ProgramLine(PROGRAM, "A simulated APC UPS on a pseudo terminal.")
            .value("--model", "NAME", "which UPS: " + String.join(", ", Models.NAMES))
            .value("--scenario", "FILE", "what is to happen when: lines such as: at 10 mains off")
            .value("--link", "PATH", "a symbolic link to keep pointing to the device")
            .value("--mode", "OCTAL", "the device's mode")
            .value("--owner", "UID:GID", "the device's owner, as numbers")
            .value("--control", "PATH", "take commands here: a fifo that exists, else a unix socket is made")
            .value("--log", "FILE", "every byte and every event with its time; - is standard error")
            .value("--speed", "N", "battery and timers run N times faster (1)")
            .value("--pace", "PACE", "the line: wire (2400 baud, the default), unit (as slow as real units), none")
            .value("--load", "PCT", "the load in percent (the model's: 23.5 for smart-ups-700)")
            .value("--charge", "PCT", "the battery's charge in percent (the model's: 100)")
            .value("--runtime", "MIN", "minutes that a full battery lasts at this load (the model's: 46)")
            .value("--cable", "NAME", "the cable of a back-ups: 940-0020B, 940-0095A, 940-0023A, 940-0119A")
            .footer("", "Commands, one a line: " + Controls.HELP);
    }

    private static int act(Given given) {
        try {
            long now = BootClock.nanos();
            Options options = OptionsReader.read(given);
            Optional<Path> log = given.value("--log").map(Path::of);
            Simulation simulation = new Simulation(options, log.isEmpty() ? EventLog.none() : EventLog.open(log.get(), now),
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

    private static void end(Simulation simulation, ControlPort controls) {
        try {
            controls.close();
            simulation.close();
        } catch (IOException failed) {
            System.err.println("upssim: cannot clean up: " + failed.getMessage());
        }
    }
}
