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
import java.util.Set;
import nut.common.conf.Complaints;
import nut.common.conf.NotifyType;
import nut.common.conf.UpsmonConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Rules of upsmon.conf(5) one at a time, and what the histories of {@link WorldTest} have found. */
class RulesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;
    private long now = SECOND;
    private Decisions decisions;
    private final List<Action> seen = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"CAL OB LB, 1", "BYPASS OL, 1", "OFF, 1", "ALARM OL, 1", "OB, 1", "OL, 0", "OL LB, 0", "OL CHRG RB, 0", "OL OVER, 0",
        "OL TRIM, 0"})
    void aUpsThatWasLastHeardInAGraveStateIsCriticalAfterDeadtimeWithoutNews(String words, int critical) throws IOException {
        watch("primary\nDEADTIME 15\nOFFDURATION 600");
        hear(words.split(" "));
        lose();
        pass(15);
        boolean early = decisions.isShuttingDown();
        pass(2);

        assertFalse(early);
        assertEquals(critical == 1, decisions.isShuttingDown());
    }

    @ParameterizedTest
    @CsvSource({"ALARM OL, ALARMCRITICAL 0", "OL OFF, OFFDURATION -1", "OL OVER, OVERDURATION -1"})
    void whatTheAdminDoesNotCallCriticalIsNot(String words, String line) throws IOException {
        watch("primary\n" + line);
        hear(words.split(" "));
        pass(60);
        hear(words.split(" "));
        lose();
        pass(600);

        assertFalse(decisions.isShuttingDown());
    }

    @Test
    void aUpsThatIsOffCountsAsOffWhenItIsHeardSoOffdurationLater() throws IOException {
        watch("secondary\nOFFDURATION 30");
        hear("OL", "OFF");
        pass(29);
        hear("OL", "OFF");
        pass(5);
        boolean unconfirmed = decisions.isShuttingDown();
        hear("OL", "OFF");

        assertFalse(unconfirmed);
        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void anOffThatEndsInTimeIsForgotten() throws IOException {
        watch("secondary\nOFFDURATION 30");
        hear("OFF");
        pass(29);
        hear("CAL", "OB");
        pass(1);
        hear("OFF");
        pass(29);
        hear("OFF");

        assertFalse(decisions.isShuttingDown());
    }

    @Test
    void offdurationOfZeroCountsAtOnce() throws IOException {
        watch("secondary\nOFFDURATION 0");

        hear("OFF");

        assertTrue(decisions.isShuttingDown());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20, 20"})
    void anOverloadedUpsThatIsLostIsCriticalOverdurationAfterTheOverloadBegan(int duration, int after) throws IOException {
        watch("primary\nOVERDURATION " + duration);
        hear("OL", "OVER");
        boolean heard = decisions.isShuttingDown();
        lose();
        pass(Math.max(0, after - 1));
        boolean early = after > 0 && decisions.isShuttingDown();
        pass(1);

        assertFalse(heard || early);
        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void lowBatteryMustLastForOblbduration() throws IOException {
        watch("primary\nOBLBDURATION 10");
        hear("OB", "LB");
        pass(9);
        hear("OL");
        hear("OB", "LB");
        pass(9);
        boolean early = decisions.isShuttingDown();
        pass(1);

        assertFalse(early);
        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void aForcedShutdownDoesNotWaitForOblbduration() throws IOException {
        watch("secondary\nOBLBDURATION 100");

        hear("FSD", "OB", "LB");

        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void aStatusWithoutOlOrObLeavesTheUpsOnBattery() throws IOException {
        watch("primary\nALARMCRITICAL 0");
        hear("OB");
        hear("ALARM");
        lose();
        pass(17);

        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void aStatusWithoutWordsIsALoss() throws IOException {
        watch("primary");
        hear("OL");

        hear("");

        assertEquals(List.of(said(NotifyType.COMMBAD)), seen);
    }

    @Test
    void eachWordHasItsNotifications() throws IOException {
        watch("primary\nOFFDURATION -1");
        hear("OL");
        List<String> types = new ArrayList<>();
        for (String word : List.of("CAL", "OFF", "BYPASS", "ECO", "ALARM", "OVER", "TRIM", "BOOST", "TEST")) {
            hear("OL", word);
            hear("OL", word);
            hear("OL");
        }
        for (Action action : seen) {
            types.add(((Action.Notify) action).type().name());
        }

        assertEquals("CAL NOTCAL OFF NOTOFF BYPASS NOTBYPASS ECO NOTECO ALARM NOTALARM OVER NOTOVER TRIM NOTTRIM BOOST NOTBOOST"
            + " OTHER NOTOTHER", String.join(" ", types));
    }

    @Test
    void anAlarmIsSaidWithItsTextAndAnewWhenThatChanges() throws IOException {
        watch("primary");
        seen.addAll(decisions.alarm(0, "Too hot!", now));
        hear("OL", "ALARM");
        seen.addAll(decisions.alarm(0, "Too hot!", now));
        hear("OL", "ALARM");
        seen.addAll(decisions.alarm(0, "Fan failure!", now));
        hear("OL", "ALARM");
        hear("OL");
        hear("OL", "ALARM");

        assertEquals(List.of(new Action.Notify(NotifyType.ALARM, 0, "Too hot!"), new Action.Notify(NotifyType.ALARM, 0, "Fan failure!"),
            said(NotifyType.NOTALARM), new Action.Notify(NotifyType.ALARM, 0, "n/a")), seen);
    }

    @Test
    void otherWordsAreSaidWhenTheyChange() throws IOException {
        watch("primary");
        hear("OL", "TEST", "FANCY");
        hear("OL", "FANCY");

        assertEquals(List.of(new Action.Notify(NotifyType.OTHER, 0, "FANCY TEST"), new Action.Notify(NotifyType.OTHER, 0, "FANCY")), seen);
    }

    @Test
    void aPrimaryThatWaitsSaysSoOnce() throws IOException {
        watch("primary");
        hear("OB", "LB");
        seen.addAll(decisions.logins(0, 3, now));
        pass(1);
        seen.addAll(decisions.logins(0, 2, now));

        assertEquals(1, seen.stream().filter(new Action.Notify(NotifyType.SHUTDOWN_HOSTSYNC, -1)::equals).count());
    }

    @Test
    void aForcedShutdownThatUpsdForgotIsSetAgain() throws IOException {
        watch("primary\nHOSTSYNC 60");
        hear("OB", "LB");
        hear("OB", "LB");
        long before = forced();
        hear("FSD", "OB", "LB");
        hear("OB", "LB");
        hear("OB", "LB");
        long after = forced();
        lose();
        hear("OL");

        assertEquals(List.of(1L, 2L, 3L), List.of(before, after, forced()));
    }

    @Test
    void aRestartedUpsdThatCountsNobodyIsNotBelievedUntilAllHadTimeToComeBack() throws IOException {
        watch("primary\nHOSTSYNC 60\nDEADTIME 15");
        hear("OB", "LB");
        seen.addAll(decisions.logins(0, 4, now));
        lose();
        hear("OB", "LB");
        pass(10);
        seen.addAll(decisions.logins(0, 1, now));
        boolean early = seen.contains(new Action.Notify(NotifyType.SHUTDOWN, -1));
        pass(6);
        seen.addAll(decisions.logins(0, 1, now));

        assertFalse(early);
        assertTrue(seen.contains(new Action.Notify(NotifyType.SHUTDOWN, -1)));
    }

    @Test
    void aSecondaryThatComesBackDuringFinaldelayIsWaitedFor() throws IOException {
        watch("primary\nHOSTSYNC 15\nFINALDELAY 5");
        hear("OB", "LB");
        seen.addAll(decisions.logins(0, 1, now));
        pass(4);
        seen.addAll(decisions.logins(0, 2, now));
        pass(10);
        boolean waited = !seen.contains(new Action.ShutDown());
        pass(1);

        assertTrue(waited);
        assertTrue(seen.contains(new Action.ShutDown()), "HOSTSYNC is over");
    }

    @Test
    void aTimeInWhichTheWatcherWasHeldUpIsNoSilenceOfTheUps() throws IOException {
        watch("primary\nDEADTIME 15");
        hear("OB");
        lose();
        pass(5);
        now += 3600 * SECOND;
        seen.addAll(decisions.tick(now));
        boolean afterTheHold = decisions.isShuttingDown();
        pass(11);

        assertFalse(afterTheHold);
        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void aPrimaryThatWasHeldUpDuringFinaldelayAsksAnewWhoIsLeft() throws IOException {
        watch("primary\nHOSTSYNC 60\nFINALDELAY 5");
        hear("OB", "LB");
        seen.addAll(decisions.logins(0, 1, now));
        now += 10 * SECOND;
        seen.addAll(decisions.tick(now));
        boolean onOldNews = seen.contains(new Action.ShutDown());
        seen.addAll(decisions.logins(0, 1, now));

        assertFalse(onOldNews);
        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @Test
    void whatWasHeardBeforeASleepCountsNoMore() throws IOException {
        watch("secondary\nHOSTSYNC 10");
        hear("OB", "LB");
        pass(9);
        seen.addAll(decisions.woke(now));
        lose();
        pass(60);
        boolean early = decisions.isShuttingDown();
        hear("FSD", "OB", "LB");

        assertTrue(seen.contains(new Action.Notify(NotifyType.SUSPEND_FINISHED, -1)));
        assertFalse(early);
        assertTrue(decisions.isShuttingDown());
    }

    @Test
    void aSleepDoesNotTakeBackAShutdown() throws IOException {
        watch("secondary");
        hear("FSD", "OB", "LB");
        seen.addAll(decisions.woke(now));
        hear("OL");
        pass(6);

        assertTrue(seen.contains(new Action.ShutDown()));
    }

    @ParameterizedTest
    @CsvSource({"SHUTDOWNEXIT yes, false", "SHUTDOWNEXIT 60, true", "SHUTDOWNEXIT no, false"})
    void aSecondaryStaysForAsLongAsShutdownexitSays(String line, boolean leaves) throws IOException {
        watch("secondary\nFINALDELAY 0\n" + line);
        hear("FSD", "OL");
        pass(59);
        boolean before = seen.contains(new Action.Leave());
        pass(1);

        assertEquals(List.of(false, leaves), List.of(before, seen.contains(new Action.Leave())));
        assertEquals(1, seen.stream().filter(Action.ShutDown.class::isInstance).count());
    }

    private long forced() {
        return seen.stream().filter(Action.SetForcedShutdown.class::isInstance).count();
    }

    private static Action said(NotifyType type) {
        return new Action.Notify(type, 0);
    }

    @Test
    void aPrimaryWithoutAUpsdWaitsForNobodyEvenWhenItsDriverHasDied() throws IOException {
        watch("a@region", "primary\nHOSTSYNC 600\nDEADTIME 5\nFINALDELAY 0");
        hear("OB");
        lose();
        pass(5);
        boolean early = decisions.isShuttingDown();
        pass(1);

        assertFalse(early);
        assertEquals(1, seen.stream().filter(Action.ShutDown.class::isInstance).count());
        assertFalse(seen.stream().anyMatch(action -> action instanceof Action.Notify told
            && told.type() == NotifyType.SHUTDOWN_HOSTSYNC));
    }

    private void watch(String rest) throws IOException {
        watch("a@h", rest);
    }

    private void watch(String ups, String rest) throws IOException {
        Path file = Files.writeString(directory.resolve("upsmon.conf"), "SHUTDOWNCMD true\nMONITOR " + ups + " 1 u p " + rest + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        decisions = new Decisions(UpsmonConf.read(file, Complaints.to(LoggerFactory.getLogger("test"))), now);
    }

    private void hear(String... words) {
        seen.addAll(decisions.heard(0, Set.of(words), now));
    }

    private void lose() {
        seen.addAll(decisions.lost(0, now));
    }

    private void pass(int seconds) {
        for (int i = 0; i < 4 * seconds; i++) {
            now += SECOND / 4;
            seen.addAll(decisions.tick(now));
        }
    }
}
