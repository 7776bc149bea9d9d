package nut.upsmon.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import nut.common.conf.Complaints;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DecisionsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;
    private long now = SECOND;
    private Decisions decisions;
    private final List<Action> seen = new ArrayList<>();

    @Test
    void aPrimaryOnLowBatteryForcesWaitsAndShutsDownOnce() throws IOException {
        watch("MONITOR a@h 1 u p primary");
        hear(0, "OL");
        hear(0, "OB");
        hear(0, "OB", "LB");
        assertTrue(seen.contains(new Action.SetForcedShutdown(0)));
        assertFalse(seen.contains(new Action.ShutDown()), "a secondary may still be logged in");

        seen.addAll(decisions.logins(0, 1, now));
        pass(6);
        pass(60);

        assertEquals(1, seen.stream().filter(Action.ShutDown.class::isInstance).count());
        assertTrue(seen.contains(new Action.Notify(NotifyType.SHUTDOWN, -1)));
    }

    @Test
    void aPrimaryWaitsForItsSecondariesNoLongerThanHostsync() throws IOException {
        watch("MONITOR a@h 1 u p primary");
        hear(0, "OB", "LB");
        seen.addAll(decisions.logins(0, 3, now));

        pass(14);
        assertFalse(seen.contains(new Action.Notify(NotifyType.SHUTDOWN, -1)));
        pass(2);
        pass(6);

        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @Test
    void aSecondaryGoesWhenItSeesTheForcedShutdown() throws IOException {
        watch("MONITOR a@h 1 u p secondary");
        hear(0, "OB");

        hear(0, "FSD", "OB", "LB");
        pass(6);

        assertTrue(seen.contains(new Action.Logout(0)));
        assertTrue(seen.contains(new Action.ShutDown()));
        assertFalse(seen.contains(new Action.SetForcedShutdown(0)));
    }

    @Test
    void aUpsLostOnBatteryIsCriticalAfterDeadtimeAndOneLostOnLineNever() throws IOException {
        watch("MONITOR a@h 1 u p secondary");
        hear(0, "OL");
        seen.addAll(decisions.lost(0, now));
        pass(3600);
        assertFalse(seen.contains(new Action.ShutDown()));

        hear(0, "OB");
        seen.addAll(decisions.lost(0, now));
        pass(14);
        assertFalse(seen.contains(new Action.ShutDown()));
        pass(2);
        pass(6);

        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @Test
    void aUpsNeverHeardOfBringsNothingDown() throws IOException {
        watch("MONITOR a@h 1 u p primary");

        seen.addAll(decisions.lost(0, now));
        pass(3600);

        assertTrue(seen.contains(new Action.Notify(NotifyType.COMMBAD, 0)));
        assertTrue(seen.contains(new Action.Notify(NotifyType.NOCOMM, 0)));
        assertFalse(seen.contains(new Action.ShutDown()));
    }

    @Test
    void noHistoryOnLineOrCalibratingEverShutsDown() throws IOException {
        String[][] harmless = {{"OL"}, {"OL", "LB"}, {"OB"}, {"CAL", "OB", "LB"}, {"OL", "RB"}, {"OL", "CHRG"}};
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            seen.clear();
            watch("MONITOR a@h 1 u p primary\nMONITOR b@h 1 u p secondary");
            for (int i = 0; i < 200; i++) {
                now += random.nextLong(5 * SECOND);
                hear(random.nextInt(2), harmless[random.nextInt(harmless.length)]);
            }
            assertFalse(seen.contains(new Action.ShutDown()), "seed " + seed);
        }
    }

    @Test
    void anyHistoryAfterLowBatteryShutsDownExactlyOnce() throws IOException {
        String[][] any = {{"OL"}, {"OB"}, {"OB", "LB"}, {"OL", "CHRG"}, {"FSD", "OL"}};
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            seen.clear();
            watch("MONITOR a@h 1 u p primary");
            hear(0, "OB", "LB");
            for (int i = 0; i < 100; i++) {
                now += random.nextLong(5 * SECOND);
                if (random.nextInt(4) == 0) {
                    seen.addAll(decisions.lost(0, now));
                } else {
                    hear(0, any[random.nextInt(any.length)]);
                }
            }
            pass(60);
            pass(60);
            assertEquals(1, seen.stream().filter(Action.ShutDown.class::isInstance).count(), "seed " + seed);
        }
    }

    private void watch(String monitors) throws IOException {
        Path file = Files.writeString(directory.resolve("upsmon.conf"), monitors + "\nMINSUPPLIES 1\nSHUTDOWNCMD true\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        decisions = new Decisions(UpsmonConf.read(file, Complaints.to(LoggerFactory.getLogger("test"))), now);
    }

    private void hear(int ups, String... words) {
        seen.addAll(decisions.heard(ups, Set.of(words), now));
    }

    private void pass(int seconds) {
        now += seconds * SECOND;
        seen.addAll(decisions.tick(now));
    }
}
