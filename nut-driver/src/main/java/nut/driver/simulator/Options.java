package nut.driver.simulator;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulation is set up.
 *
 * @param profile     which UPS
 * @param cable       the cable of a UPS on contact closure; none for one whose port speaks
 * @param pace        how fast the line is
 * @param speed       how many times faster than real time battery and timers run
 * @param loadPercent the load on the UPS
 * @param fullMinutes how long the battery lasts at that load, fully charged
 * @param charge      0 to 1, at the beginning
 * @param scenario    what is to happen when
 * @param link        a symbolic link to keep pointing to the device
 * @param permissions the device node's mode
 * @param owner       the device node's owner
 */
record Options(Profile profile, Optional<Cable> cable, Pace pace, double speed, double loadPercent, double fullMinutes, double charge,
               Scenario scenario, Optional<Path> link, Optional<Set<PosixFilePermission>> permissions, Optional<Owner> owner) {
    /** Numeric ids: the simulator needs no user database. */
    record Owner(int uid, int gid) {
    }

    /** The usual UPS as it comes out of its box, with a line of the pace given. */
    static Options of(Pace pace, double speed) {
        return of(Models.usual(), pace, speed);
    }

    /** A UPS as it comes out of its box, with a line of the pace given. */
    static Options of(Profile profile, Pace pace, double speed) {
        Profile.Body body = profile.body();
        return new Options(profile, profile.cables().values().stream().findFirst(), pace, speed, body.loadPercent(), body.fullMinutes(),
            body.charge(), Scenario.none(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Options withLink(Path newLink) {
        return new Options(profile, cable, pace, speed, loadPercent, fullMinutes, charge, scenario, Optional.of(newLink), permissions,
            owner);
    }

    Options withScenario(Scenario newScenario) {
        return new Options(profile, cable, pace, speed, loadPercent, fullMinutes, charge, newScenario, link, permissions, owner);
    }
}
