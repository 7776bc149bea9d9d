package nut.upsd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.CmdVarTab;
import nut.common.conf.Complaints;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsdConf;
import nut.common.conf.UpsdUsers;
import nut.upsd.net.ListenAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that upsd reads, and the variables of the environment that overrule them.
 *
 * @param server       upsd.conf
 * @param devices      ups.conf
 * @param users        upsd.users
 * @param descriptions cmdvartab, if upsd.conf has DATAPATH
 * @param environment  variables of the process
 */
record Settings(UpsdConf server, UpsConf devices, UpsdUsers users, CmdVarTab descriptions, Map<String, String> environment) {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    /**
     * Reads the files.
     *
     * @throws AdminFault when one of them cannot be read, or ups.conf defines no UPS and that is not allowed
     */
    static Settings read(Path directory, Map<String, String> environment) {
        Complaints complaints = Complaints.to(LOG);
        UpsdConf server = UpsdConf.read(directory.resolve("upsd.conf"), complaints);
        return new Settings(server, UpsConf.read(directory.resolve("ups.conf"), complaints),
            UpsdUsers.read(directory.resolve("upsd.users"), complaints), descriptions(server, complaints), environment);
    }

    /** A file of descriptions is not worth failing for. */
    private static CmdVarTab descriptions(UpsdConf server, Complaints complaints) {
        if (server.dataPath().isEmpty()) {
            return CmdVarTab.NONE;
        }
        Path file = server.dataPath().get().resolve("cmdvartab");
        try {
            Optional<CmdVarTab> read = CmdVarTab.read(file, complaints);
            if (read.isEmpty()) {
                LOG.warn("{} not found; put it there, or take DATAPATH out of upsd.conf; the built-in descriptions count", file);
            }
            return read.orElse(CmdVarTab.NONE);
        } catch (AdminFault fault) {
            LOG.warn("{} The built-in descriptions count", fault.getMessage());
            return CmdVarTab.NONE;
        }
    }

    /** Looks that ups.conf defines a UPS; if it does not, that is said where it is allowed, and a fault elsewhere. */
    void requireDevices() {
        if (!devices.sections().isEmpty()) {
            return;
        }
        if (!overruled("ALLOW_NO_DEVICE", server.allowNoDevice())) {
            throw new AdminFault("Fatal error: at least one UPS must be defined in ups.conf;"
                + " define one in a [section], as ups.conf.sample shows (in a jail: outside of it, then run mkjail),"
                + " or set ALLOW_NO_DEVICE in upsd.conf");
        }
        LOG.warn("Normally at least one UPS must be defined in ups.conf, currently there are none;"
            + " define some and reload upsd (upsd -c reload)");
    }

    boolean allowNotAllListeners() {
        return overruled("ALLOW_NOT_ALL_LISTENERS", server.allowNotAllListeners());
    }

    /** The LISTEN lines; none when upsd.conf has none. */
    List<ListenAddress> listen() {
        List<ListenAddress> lines = new ArrayList<>();
        for (UpsdConf.Listen line : server.listen()) {
            if (!line.isDefault()) {
                lines.add(new ListenAddress(line.position().toString(), line.host(), line.port()));
            }
        }
        return lines;
    }

    /**
     * The state directory: NUT_STATEPATH, else that of ups.conf, which the drivers use too, else that of upsd.conf, else the built-in one.
     *
     * @param builtIn what it is when nobody says
     */
    Path statePath(Path builtIn) {
        Path path = UpsdOptions.stateDirectory(environment, devices, server, builtIn);
        warnIfReadableByOthers(path);
        return path;
    }

    private static void warnIfReadableByOthers(Path directory) {
        try {
            if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("{} is world readable; chmod 1770 it", directory);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at", directory, e);
        }
    }

    private boolean overruled(String variable, boolean configured) {
        return switch (environment.getOrDefault(variable, "").toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> configured;
        };
    }
}
