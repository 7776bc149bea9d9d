package nut.driver.generic;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.driver.line.InputLine;

/**
 * Waits until lines hold still: a level counts when three looks in a row, over {@link #HOLD_NANOS} at least, have seen it. Each line is
 * judged for itself, so one that bounces does not hide what the others say. Owned by the thread that looks.
 *
 * <pre>
 *     line        ____/\/\/~~~~~~~~~~~~~~~~~~
 *     restless        |............150 ms|
 *     counts as   _______________________~~~
 *                          150 ms from the last edge on
 * </pre>
 */
final class LineWatch {
    /** How long a level must be held. */
    static final long HOLD_NANOS = 150_000_000;
    /** The same for the first level after the port was opened: the cable has just got its power, and without it says "battery low". */
    static final long FIRST_HOLD_NANOS = 400_000_000;
    private static final int LOOKS = 3;

    private final Map<InputLine, Track> tracks = new EnumMap<>(InputLine.class);
    private long edges;

    /** A watch over some lines; the others are not looked at. */
    LineWatch(Set<InputLine> lines) {
        lines.forEach(line -> tracks.put(line, new Track()));
    }

    /** Takes one look into account, and says what is known now. */
    Sighting look(Set<InputLine> raised, long now) {
        EnumSet<InputLine> levels = EnumSet.noneOf(InputLine.class);
        EnumSet<InputLine> restless = EnumSet.noneOf(InputLine.class);
        long since = now;
        boolean known = true;
        for (Map.Entry<InputLine, Track> entry : tracks.entrySet()) {
            Track track = entry.getValue();
            if (track.look(raised.contains(entry.getKey()), now)) {
                edges++;
            }
            known &= track.known;
            if (track.level) {
                levels.add(entry.getKey());
            }
            if (track.restless) {
                restless.add(entry.getKey());
                since = Math.min(since, track.restlessSince);
            }
        }
        return new Sighting(now, known ? Optional.of(Set.copyOf(levels)) : Optional.empty(), Set.copyOf(restless), since, edges,
            Optional.empty());
    }

    /** One line. */
    private static final class Track {
        private boolean known;
        private boolean level;
        private boolean seen;
        private long seenSince;
        private int looks;
        private boolean restless;
        private long restlessSince;

        /** Whether the line has changed since the last look. */
        boolean look(boolean now, long nanos) {
            boolean edge = looks > 0 && now != seen;
            if (looks == 0 || edge) {
                seen = now;
                seenSince = nanos;
                looks = 0;
                if (!restless) {
                    restless = true;
                    restlessSince = nanos;
                }
            }
            looks++;
            if (restless && looks >= LOOKS && nanos - seenSince >= (known ? HOLD_NANOS : FIRST_HOLD_NANOS)) {
                restless = false;
                known = true;
                level = seen;
            }
            return edge;
        }
    }
}
