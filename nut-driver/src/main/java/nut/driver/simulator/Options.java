package nut.driver.simulator;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulation is set up.
 *
 * @param profile     which UPS
 * @param pace        how fast the line is
 * @param speed       how many times faster than real time battery and timers run
 * @param loadPercent the load on the UPS
 * @param fullMinutes how long the battery lasts at that load, fully charged
 * @param charge      0 to 1, at the beginning
 * @param link        a symbolic link to keep pointing to the device
 * @param permissions the device node's mode
 * @param owner       the device node's owner
 */
record Options(Profile profile, Pace pace, double speed, double loadPercent, double fullMinutes, double charge, Optional<Path> link,
               Optional<Set<PosixFilePermission>> permissions, Optional<Owner> owner) {
    /** Numeric ids: the simulator needs no user database. */
    record Owner(int uid, int gid) {
    }

    /** A UPS as it comes out of its box, with a line of the pace given. */
    static Options of(Pace pace, double speed) {
        Profile profile = Profile.SMART_UPS_700;
        return new Options(profile, pace, speed, profile.loadPercent(), profile.fullMinutes(), 1, Optional.empty(), Optional.empty(),
            Optional.empty());
    }

    Options withLink(Path newLink) {
        return new Options(profile, pace, speed, loadPercent, fullMinutes, charge, Optional.of(newLink), permissions, owner);
    }
}
