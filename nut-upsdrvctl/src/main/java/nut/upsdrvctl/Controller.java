package nut.upsdrvctl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsSection;
import nut.common.daemon.NutEnvironment;
import nut.common.posix.Credentials;
import nut.common.posix.PosixException;

/** Reads ups.conf, chooses the drivers that are meant, and has it done. */
final class Controller {
    private final Request request;
    private final Console console;
    private final NutEnvironment environment;

    Controller(Request request, Console console) {
        this.request = request;
        this.console = console;
        this.environment = request.chroot().map(NutEnvironment::inside).orElseGet(NutEnvironment::current);
    }

    /** Does what is asked, and returns the exit status. */
    int act() throws PosixException {
        Path file = environment.confPath().resolve("ups.conf");
        if (request.chroot().isPresent() && !Files.isDirectory(request.chroot().get())) {
            throw new AdminFault("there is no jail " + request.chroot().get() + "; make it: mkjail " + request.chroot().get());
        }
        UpsConf conf = UpsConf.read(file, console.complaints(request.chroot().map(Path::toString).orElse("")));
        List<Driver> drivers = chosen(conf, file);
        if (request.testing()) {
            console.news("*** Testing mode: nothing is started, signalled or cut");
        }
        switch (request.action()) {
            case START -> {
                if (request.staysInForeground()) {
                    new ForegroundDrivers(request, console).run(drivers);
                } else {
                    new StartOrder(request, console).carryOut(drivers);
                }
            }
            case STOP -> new StopOrder(request, console).carryOut(drivers);
            case SHUTDOWN -> new ShutdownOrder(request, console).carryOut(drivers);
            case STATUS -> new StatusReport(console).print(drivers);
            default -> drivers.forEach(driver -> console.news(driver.ups()));
        }
        return console.exitStatus();
    }

    private List<Driver> chosen(UpsConf conf, Path file) {
        if (conf.sections().isEmpty()) {
            throw new AdminFault("Error: no UPS definitions found in ups.conf (" + file + "); describe the UPS in a [section] "
                + (request.chroot().isEmpty() ? "there, as ups.conf.sample shows"
                    : "of the file that this is a copy of, as ups.conf.sample shows, and have mkjail copy it"));
        }
        Path pidDirectory = pidDirectory(conf);
        List<Driver> drivers = new ArrayList<>();
        for (UpsSection section : conf.sections()) {
            if (request.ups().isEmpty() || request.ups().get().equals(section.name())) {
                drivers.add(Driver.of(conf, section, pidDirectory));
            }
        }
        if (drivers.isEmpty()) {
            throw new AdminFault("UPS " + request.ups().get() + " not found in ups.conf (" + file + ")");
        }
        return drivers;
    }

    /** Where the drivers leave their pid files: as they find it themselves, seen from outside of a jail that ups.conf sends them into. */
    private Path pidDirectory(UpsConf conf) {
        Map<String, String> variables = System.getenv();
        Optional<String> fromFile = conf.globalValue("statepath");
        Path jail = request.chroot().or(() -> Credentials.isRoot() ? conf.globalValue("chroot").map(Path::of) : Optional.empty())
            .orElse(Path.of("/"));
        if (fromFile.isPresent() && !variables.containsKey("NUT_STATEPATH") && !variables.containsKey("NUT_ALTPIDPATH")) {
            return NutEnvironment.enter(jail, Path.of(fromFile.get()));
        }
        return request.chroot().isPresent() ? environment.altPidPath() : NutEnvironment.enter(jail, environment.altPidPath());
    }
}
