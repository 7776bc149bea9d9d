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
        assertEquals(1, count(new Action.GoOnWithout(0, 2)), "the log says who was left");
    }

    @Test
    void aSecondaryGoesWhenItSeesTheForcedShutdown() throws IOException {
        watch("MONITOR a@h 1 u p secondary");
        hear(0, "OB");

        hear(0, "FSD", "OB", "LB");
        pass(6);

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

    @Test
    void lowBatteryOnTheFirstAnswerIsActedOnAtOnce() throws IOException {
        watch("MONITOR a@h 1 u p primary");

        hear(0, "OB", "LB");

        assertEquals(List.of(said(NotifyType.ONBATT), said(NotifyType.LOWBATT), said(NotifyType.FSD),
            new Action.SetForcedShutdown(0)), seen.subList(0, 4));
    }

    @Test
    void aSecondaryGivesItsPrimaryHostsyncToSaySo() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nHOSTSYNC 10\nFINALDELAY 0");
        hear(0, "OB");
        hear(0, "OB", "LB");

        pass(10);
        assertFalse(decisions.isShuttingDown());
        pass(1);

        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @Test
    void mainsThatComeBackBeforeTheForcedShutdownSaveASecondary() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nHOSTSYNC 10");
        hear(0, "OB", "LB");
        pass(9);

        hear(0, "OL", "CHRG");
        pass(3600);

        assertFalse(decisions.isShuttingDown());
    }

    @Test
    void mainsThatComeBackAfterTheForcedShutdownSaveNobody() throws IOException {
        watch("MONITOR a@h 1 u p primary");
        hear(0, "OB", "LB");

        hear(0, "OL");
        pass(16);
        pass(6);

        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @Test
    void finaldelayLiesBetweenTheLastWarningAndTheOrder() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nFINALDELAY 30");
        hear(0, "FSD", "OB", "LB");
        assertTrue(seen.contains(new Action.Notify(NotifyType.SHUTDOWN, -1)));

        pass(29);
        assertFalse(seen.contains(new Action.ShutDown()));
        pass(1);

        assertEquals(new Action.ShutDown(), seen.getLast());
    }

    @Test
    void aForcedShutdownThatIsAskedForTwiceIsOne() throws IOException {
        watch("MONITOR a@h 1 u p primary\nFINALDELAY 0");
        hear(0, "OL");

        seen.addAll(decisions.forced(now));
        seen.addAll(decisions.forced(now));
        hear(0, "FSD", "OL");
        seen.addAll(decisions.logins(0, 1, now));
        seen.addAll(decisions.forced(now));
        pass(60);

        assertEquals(1, count(new Action.SetForcedShutdown(0)));
        assertEquals(1, count(said(NotifyType.FSD)));
        assertEquals(1, count(new Action.ShutDown()));
    }

    @Test
    void suppliesAreCountedAgainstMinsupplies() throws IOException {
        watch("MONITOR a@h 2 u p secondary\nMONITOR b@h 1 u p secondary\nMINSUPPLIES 2\nHOSTSYNC 0\nFINALDELAY 0");
        hear(0, "OL");
        hear(1, "OB", "LB");
        pass(60);
        assertFalse(decisions.isShuttingDown(), "a alone feeds two");

        hear(1, "OL");
        hear(0, "OB", "LB");
        pass(1);
        pass(1);

        assertTrue(seen.contains(new Action.ShutDown()), "b alone feeds one");
    }

    @Test
    void aUpsThatFeedsNothingHereBringsNothingDown() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nMONITOR far@h 0 u p secondary");
        hear(0, "OL");

        hear(1, "FSD", "OB", "LB");
        pass(3600);

        assertTrue(seen.contains(new Action.Notify(NotifyType.LOWBATT, 1)));
        assertFalse(decisions.isShuttingDown());
    }

    @Test
    void aForcedShutdownOfOneUpsIsForgottenWhenItsServerForgetsIt() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nMONITOR b@h 1 u p secondary\nFINALDELAY 0");
        hear(0, "FSD", "OL");
        hear(0, "OL");
        hear(1, "FSD", "OL");
        pass(60);

        assertFalse(decisions.isShuttingDown());
    }

    @Test
    void silenceIsRepeatedEachNocommwarntime() throws IOException {
        watch("MONITOR a@h 1 u p primary\nNOCOMMWARNTIME 100");
        hear(0, "OL");
        seen.addAll(decisions.lost(0, now));
        for (int i = 0; i < 35; i++) {
            pass(10);
        }
        hear(0, "OL");

        assertEquals(1, count(said(NotifyType.COMMBAD)));
        assertEquals(3, count(said(NotifyType.NOCOMM)));
        assertEquals(1, count(said(NotifyType.COMMOK)));
    }

    @Test
    void aBatteryToReplaceIsSaidEachRbwarntime() throws IOException {
        watch("MONITOR a@h 1 u p primary\nRBWARNTIME 100");
        for (int i = 0; i < 25; i++) {
            hear(0, "OL", "RB");
            pass(10);
        }
        hear(0, "OL");
        hear(0, "OL", "RB");

        assertEquals(3, count(said(NotifyType.REPLBATT)), "at 0, 110, 220");
    }

    @Test
    void allAreAskedAtPollfreqalertWhileOneIsOnBattery() throws IOException {
        watch("MONITOR a@h 1 u p primary\nMONITOR b@h 1 u p secondary");
        hear(0, "OL");
        hear(1, "OL");
        boolean before = decisions.isAlert();
        hear(1, "OB");
        boolean during = decisions.isAlert();
        hear(1, "OL");

        assertEquals(List.of(false, true, false), List.of(before, during, decisions.isAlert()));
    }

    @Test
    void onlyACalmWatcherMayBeReplaced() throws IOException {
        watch("MONITOR a@h 1 u p secondary\nMONITOR b@h 1 u p secondary");
        boolean first = decisions.isCalm();
        hear(0, "OB");
        seen.addAll(decisions.lost(0, now));
        boolean lostOnBattery = decisions.isCalm();
        hear(0, "FSD", "OL");
        boolean forced = decisions.isCalm();
        hear(0, "OL");

        assertEquals(List.of(true, false, false, true), List.of(first, lostOnBattery, forced, decisions.isCalm()));
    }

    @Test
    void aPrimaryAsksWhoIsLeftFourTimesASecondAndNotAtEachAnswer() throws IOException {
        watch("MONITOR a@h 1 u p primary");
        hear(0, "OB", "LB");
        for (int i = 0; i < 1000; i++) {
            now += SECOND / 1000;
            seen.addAll(decisions.logins(0, 2, now));
        }

        assertEquals(5, count(new Action.AskLogins(0)));
    }

    private static Action said(NotifyType type) {
        return new Action.Notify(type, 0);
    }

    private long count(Action action) {
        return seen.stream().filter(action::equals).count();
    }

    private void watch(String monitors) throws IOException {
        Path file = Files.writeString(directory.resolve("upsmon.conf"), "SHUTDOWNCMD true\n" + monitors + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        decisions = new Decisions(UpsmonConf.read(file, Complaints.to(LoggerFactory.getLogger("test"))), now);
    }

    private void hear(int ups, String... words) {
        seen.addAll(decisions.heard(ups, Set.of(words), now));
    }

    private void pass(int seconds) {
        for (int i = 0; i < 4 * seconds; i++) {
            now += SECOND / 4;
            seen.addAll(decisions.tick(now));
        }
    }
}
