package nut.driver.generic;

import java.util.Optional;
import java.util.Set;
import nut.driver.line.InputLine;

/**
 * What the thread that looks at the lines knows by now.
 *
 * @param seenAt        when it looked last (nanoseconds)
 * @param levels        the lines that are high, each at the level that it held last for long enough; absent until all have held still once
 * @param restless      the lines that do not hold still at this moment
 * @param restlessSince since when the first of these does not (nanoseconds)
 * @param edges         how many changes were seen since the port was opened, short ones too
 * @param lost          why the port is lost, if it is
 */
record Sighting(long seenAt, Optional<Set<InputLine>> levels, Set<InputLine> restless, long restlessSince, long edges,
                Optional<String> lost) {
    /** Nothing is known yet. */
    static Sighting nothing(long now) {
        return new Sighting(now, Optional.empty(), Set.of(), now, 0, Optional.empty());
    }

    /** Whether all is known, and nothing is changing. */
    boolean isCalm() {
        return levels.isPresent() && restless.isEmpty();
    }

    Sighting lost(String reason) {
        return new Sighting(seenAt, levels, restless, restlessSince, edges, Optional.of(reason));
    }

    /** Whether the driver should look: the levels differ, or the port is lost. */
    boolean isNewsAfter(Sighting earlier) {
        return !levels.equals(earlier.levels) || lost.isPresent();
    }
}
