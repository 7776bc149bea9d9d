package nut.upsd;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import nut.common.conf.UpsConf;
import nut.common.conf.UpsdConf;
import nut.upsd.net.Family;

/**
 * How upsd was started.
 *
 * @param configuration    the directory of ups.conf, upsd.conf and upsd.users
 * @param builtInStatePath the state directory when neither file nor environment names another
 * @param pidFile          the pid file
 * @param savesPid         whether the pid file is written; in the foreground it is only looked at
 * @param family           what to listen on
 * @param debugLevel       how much was asked to be said; upsd.conf's DEBUG_MIN may ask for more
 * @param environment      variables of the process
 */
record UpsdOptions(Path configuration, Path builtInStatePath, Path pidFile, boolean savesPid, Family family, int debugLevel,
                   Map<String, String> environment) {
    /** Where drivers and upsd meet. It stands here, where nothing is logged, for who confines upsd and has no other use of a log. */
    static Path stateDirectory(Map<String, String> environment, UpsConf devices, UpsdConf server, Path builtIn) {
        Optional<String> ofEnvironment = Optional.ofNullable(environment.get("NUT_STATEPATH")).filter(path -> !path.isEmpty());
        Optional<Path> ofDevices = devices.globalValue("statepath").filter(path -> !path.isEmpty()).map(Path::of);
        return ofEnvironment.map(Path::of).or(() -> ofDevices).or(server::statePath).orElse(builtIn);
    }
}
