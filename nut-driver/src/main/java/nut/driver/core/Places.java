package nut.driver.core;

import java.nio.file.Path;
import java.util.Map;
import nut.common.daemon.NutEnvironment;

/**
 * Where a driver meets upsd and leaves its number. As in NUT, {@code statepath} of ups.conf counts where NUT_STATEPATH is not set, and pid
 * files are there too where NUT_ALTPIDPATH is not set.
 *
 * @param state   the state directory
 * @param pidFile the pid file
 */
record Places(Path state, Path pidFile) {
    /** The places of a UPS's driver. */
    static Places of(DriverSettings settings, NutEnvironment environment, Map<String, String> variables) {
        boolean fromFile = settings.statePath().isPresent() && !variables.containsKey("NUT_STATEPATH");
        Path state = fromFile ? settings.statePath().get() : environment.statePath();
        Path pids = fromFile && !variables.containsKey("NUT_ALTPIDPATH") ? state : environment.altPidPath();
        return new Places(state, pids.resolve(settings.program() + "-" + settings.ups() + ".pid"));
    }
}
