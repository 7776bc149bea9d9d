package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nut.common.posix.Kill;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upsmon as an admin starts it, with real processes, and a fake upsd at the far end of the wire. */
@Timeout(180)
class UpsmonTest {
    @TempDir
    private Path directory;
    private FakeUpsd upsd;
    private RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        upsd = new FakeUpsd().status("su700", "OL");
        upsmon = new RunningUpsmon(directory).configure(monitor("su700", "primary"));
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        upsmon.close();
        upsd.close();
    }

    @Test
    void aPowerFailureIsToldAndEndsInOneShutdown() throws IOException {
        upsmon.start();
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        upsd.status("su700", "OB LB");
        int exit = upsmon.end();

        String name = "su700@127.0.0.1:" + upsd.port();
        assertEquals(0, exit, upsmon.log());
        assertEquals(List.of("flag", RunningUpsmon.ROOT ? "0" : upsmon.down().get(1), "down"), upsmon.down(), "once, after the flag");
        assertTrue(upsmon.notified().getFirst().startsWith("ONBATT|" + name + "|UPS " + name), upsmon.notified().toString());
        for (String type : List.of("LOWBATT", "FSD", "SHUTDOWN")) {
            upsmon.until(type, () -> upsmon.wasNotified(type));
        }
        assertTrue(upsd.heard().contains("FSD su700"), upsd.heard().toString());
        assertTrue(upsmon.pidFileHolder().isEmpty());
        assertEquals(0, upsmon.call("-K").exit());
    }

    @Test
    void aSecondaryGoesWithThePrimarysWordAndSendsNone() throws IOException {
        upsmon.configure(monitor("su700", "secondary")).start();
        upsd.status("su700", "FSD OB");
        int exit = upsmon.end();

        assertEquals(0, exit, upsmon.log());
        assertEquals("down", upsmon.down().getLast());
        assertFalse(upsmon.down().contains("flag"), "POWERDOWNFLAG is the primary's");
        assertFalse(upsd.heard().contains("FSD su700"));
        assertFalse(upsd.heard().contains("PRIMARY su700"));
        assertEquals(1, upsmon.call("-K").exit());
    }

    @Test
    void upsmonOutlastsItsShutdownByShutdownexit() throws IOException {
        upsmon.configure(monitor("su700", "secondary"), "SHUTDOWNEXIT 2").start();
        upsd.status("su700", "FSD OB");
        upsmon.until("the shutdown", () -> !upsmon.down().isEmpty());
        boolean alive = upsmon.parent().isAlive() && upsmon.child("WATCHER").isAlive();
        int exit = upsmon.end();

        assertTrue(alive);
        assertEquals(0, exit, upsmon.log());
        assertEquals(1, upsmon.down().stream().filter("down"::equals).count());
    }

    @Test
    void anAlarmIsToldWithItsText() throws IOException {
        upsmon.configure(monitor("su700", "secondary"), "NOTIFYFLAG ALARM EXEC", "NOTIFYMSG ALARM \"%s has [%s]\"").start();
        upsd.status("su700", "OL ALARM");
        upsmon.until("ALARM", () -> upsmon.wasNotified("ALARM"));

        assertTrue(upsmon.notified().stream().anyMatch(line -> line.startsWith("ALARM|") && line.endsWith(" has [Too hot!]")
            && !line.contains("\u001f")), upsmon.notified().toString());
    }

    @Test
    void aLoginThatIsRefusedIsNoReasonNotToWatch() throws IOException {
        upsd.refuse("LOGIN");
        upsd.refuse("FSD");
        upsmon.start();
        upsd.status("su700", "OB LB");
        int exit = upsmon.end();

        assertEquals(0, exit, upsmon.log());
        assertEquals("down", upsmon.down().getLast());
        assertTrue(upsmon.log().contains("failed - got [ACCESS-DENIED] for user user"), upsmon.log());
        assertFalse(upsmon.wasNotified("COMMBAD"), upsmon.notified().toString());
    }

    @Test
    void aForcedShutdownThatCouldNotBeSetIsSetByTheNextConnection() throws IOException {
        upsmon.configure(monitor("su700", "primary"), "HOSTSYNC 600").start();
        upsd.logins(2);
        upsd.breakOffOnce("FSD");
        upsd.status("su700", "OB LB");
        upsmon.until("it sets FSD all the same", () -> upsd.heard().contains("FSD su700"));
        List<String> before = upsmon.down();
        upsd.logins(1);
        upsmon.end();

        assertEquals(List.of(), before);
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void aPrimaryWaitsForItsSecondaries() throws IOException {
        upsmon.configure(monitor("su700", "primary"), "HOSTSYNC 600").start();
        upsd.logins(2);
        upsd.status("su700", "OB LB");
        upsmon.until("it asks who is left", () -> upsd.heard().stream().filter("GET NUMLOGINS su700"::equals).count() > 2);
        List<String> before = upsmon.down();
        upsd.logins(1);
        upsmon.end();

        assertEquals(List.of(), before);
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void oneOfTwoUpsesIsEnoughIfMinsuppliesSaysSo() throws IOException {
        upsd.status("b", "OL");
        upsmon.configure(monitor("su700", "secondary"), monitor("b", "secondary"), "HOSTSYNC 0").start();
        upsd.status("su700", "FSD OB LB");
        upsmon.until("FSD of the first", () -> upsmon.wasNotified("FSD"));
        boolean alive = upsmon.parent().isAlive();
        List<String> before = upsmon.down();
        upsd.status("b", "FSD OB LB");
        upsmon.end();

        assertTrue(alive);
        assertEquals(List.of(), before);
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void communicationIsLostAndFoundWithoutHarm() throws IOException {
        upsmon.configure(monitor("su700", "primary"), "NOCOMMWARNTIME 5", "DEADTIME 1").start();
        upsd.stale("su700");
        upsmon.until("NOCOMM, well after DEADTIME", () -> upsmon.wasNotified("NOCOMM"));
        upsd.status("su700", "OL");
        upsmon.until("COMMOK", () -> upsmon.wasNotified("COMMOK"));
        upsd.close();
        upsmon.until("COMMBAD again", () -> upsmon.notified().stream().filter(line -> line.startsWith("COMMBAD|")).count() == 2);

        assertTrue(upsmon.parent().isAlive());
        assertEquals(List.of(), upsmon.down());
    }

    @Test
    void aUpsLostOnBatteryIsDeadAfterDeadtime() throws IOException {
        upsmon.start();
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        upsd.close();
        upsmon.end();

        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void inTheBackgroundItReturnsWhenItWatches() throws IOException {
        RunningUpsmon.Ended start = upsmon.call();
        boolean runs = upsmon.pidFileHolder().isPresent();
        RunningUpsmon.Ended second = upsmon.call();
        upsd.status("su700", "OB");
        upsmon.until("a NOTIFYCMD that says something does its work", () -> upsmon.wasNotified("ONBATT"));
        RunningUpsmon.Ended stop = upsmon.call("-c", "stop");
        upsmon.until("it ends", () -> upsmon.pidFileHolder().isEmpty());

        assertEquals(new RunningUpsmon.Ended(0, ""), start);
        assertTrue(runs);
        assertEquals(1, second.exit());
        assertTrue(second.output().contains("already running as process"), second.output());
        assertEquals(new RunningUpsmon.Ended(0, ""), stop);
    }

    @Test
    void privilegedItGivesUpNothing() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "without root there are no privileges");
        upsmon.start("-p");

        for (String role : List.of("WATCHER", "NOTIFIER")) {
            assertTrue(Files.readString(proc(upsmon.child(role)).resolve("status")).contains("Uid:\t0\t0\t0\t0\n"), role);
        }
        assertEquals(Path.of("/"), Files.readSymbolicLink(proc(upsmon.child("WATCHER")).resolve("root")));
    }

    @Test
    void aServerWithoutAnAddressOfTheFamilyIsAnError() throws IOException {
        RunningUpsmon.Ended end = upsmon.call("-F", "-6");

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("has no IPv6 address"), end.output());
    }

    /** The watcher has heard it before there is a notifier. */
    @Test
    void aPowerFailureThatHasBegunBeforeTheStartIsTold() throws IOException {
        upsd.status("su700", "OB");
        upsmon.start();

        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        assertEquals(1, upsmon.notified().size(), upsmon.notified().toString());
    }

    @Test
    void aLinkInPlaceOfTheEmptyDirectoryIsNotFollowed() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "without root nobody is locked into the empty directory");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(elsewhere);
        Files.createSymbolicLink(directory.resolve("run/upsmon.empty"), elsewhere);
        RunningUpsmon.Ended end = upsmon.call("-F");

        assertEquals(1, end.exit());
        assertTrue(end.output().contains("run/upsmon.empty must be an empty directory of root's"), end.output());
        assertEquals(before, Files.getPosixFilePermissions(elsewhere));
    }

    @Test
    void theAdminForcesReloadsAndStops() throws IOException {
        upsmon.start();
        upsd.status("b", "OL");
        upsmon.configure(monitor("su700", "primary"), monitor("b", "secondary"));
        ProcessHandle before = upsmon.child("WATCHER");
        RunningUpsmon.Ended reload = upsmon.call("-c", "reload");
        upsmon.until("it logs in to the new UPS", () -> upsd.heard().contains("LOGIN b"));
        upsmon.until("the old watcher is gone", () -> !before.isAlive());
        RunningUpsmon.Ended stop = upsmon.call("-c", "stop");
        int exit = upsmon.end();

        assertEquals(new RunningUpsmon.Ended(0, ""), reload);
        assertEquals(new RunningUpsmon.Ended(0, ""), stop);
        assertEquals(0, exit);
        assertEquals(List.of(), upsmon.down());
        assertEquals(1, upsmon.call("-c", "stop").exit());
    }

    @Test
    void aReloadWaitsUntilNoUpsIsOnBattery() throws IOException {
        upsmon.start();
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        ProcessHandle before = upsmon.child("WATCHER");
        upsmon.call("-c", "reload");
        upsmon.until("it says that it waits", () -> upsmon.log().contains("is read again when"));
        boolean kept = before.isAlive();
        upsd.status("su700", "OL");
        upsmon.until("the old watcher is gone", () -> !before.isAlive());

        assertTrue(kept);
        assertTrue(upsmon.parent().isAlive());
    }

    @Test
    void fsdShutsDownOnLine() throws IOException {
        upsmon.start();
        RunningUpsmon.Ended fsd = upsmon.call("-c", "fsd");
        upsmon.end();

        assertEquals(new RunningUpsmon.Ended(0, ""), fsd);
        assertTrue(upsd.heard().contains("FSD su700"));
        assertEquals(List.of("flag", upsmon.down().get(1), "down"), upsmon.down());
    }

    @Test
    void aSleepThatBeginsIsTold() throws IOException {
        upsmon.configure(monitor("su700", "primary"), "NOTIFYFLAG SUSPEND_STARTING EXEC").start();
        RunningUpsmon.Ended told = upsmon.call("-c", "suspend");
        upsmon.until("SUSPEND_STARTING", () -> upsmon.wasNotified("SUSPEND_STARTING"));

        assertEquals(new RunningUpsmon.Ended(0, ""), told);
        assertTrue(upsmon.parent().isAlive());
    }

    @Test
    void fsdThatComesDuringTheStartIsDoneAfterIt() throws IOException {
        upsmon.startAndSignal(Kill.SIGUSR1);
        int exit = upsmon.end();

        assertEquals(0, exit, upsmon.log());
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void aFlagOfAnEarlierShutdownIsTakenAway() throws IOException {
        Files.writeString(upsmon.flag(), "upsmon-shutdown-file");
        int before = upsmon.call("-K").exit();
        upsmon.start();

        assertEquals(0, before);
        assertFalse(Files.exists(upsmon.flag()));
    }

    @Test
    void whatKeepsItFromStartingIsOneLine() throws IOException {
        upsmon.configure(monitor("su700", "primary"), "MINSUPPLIES 2");
        RunningUpsmon.Ended power = upsmon.call("-F");
        upsmon.configure("DEADTIME 15");
        RunningUpsmon.Ended nothing = upsmon.call("-F");

        assertEquals(1, power.exit());
        assertEquals(1, power.output().lines().count(), power.output());
        assertTrue(power.output().contains("insufficient power configured"), power.output());
        assertEquals(1, nothing.exit());
        assertTrue(nothing.output().contains("no MONITOR line"), nothing.output());
    }

    @Test
    void noThreadOfWatcherAndNotifierIsMoreThanItsUser() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "without root nothing is given up");
        upsmon.start();

        for (String role : List.of("WATCHER", "NOTIFIER")) {
            upsmon.until(role + " has given up root", () -> RunningUpsmon.threads(upsmon.child(role)).getFirst().contains("Uid:\t64003\t"));
            for (String status : RunningUpsmon.threads(upsmon.child(role))) {
                assertTrue(status.contains("Uid:\t64003\t64003\t64003\t64003\nGid:\t64000\t64000\t64000\t64000\n"), role + status);
                assertTrue(status.contains("Groups:\t64000 \n"), role + status);
            }
        }
        Path root = proc(upsmon.child("WATCHER")).resolve("root");
        try (Stream<Path> entries = Files.list(root)) {
            assertEquals(0, entries.count());
        }
        assertEquals(0, Files.getAttribute(root, "unix:uid"));
        assertEquals(0, (int) Files.getAttribute(root, "unix:mode") & 0222, "writable by nobody");
        assertEquals(Path.of("/"), Files.readSymbolicLink(proc(upsmon.parent().toHandle()).resolve("root")));
        assertTrue(Files.readString(proc(upsmon.parent().toHandle()).resolve("status")).contains("Uid:\t0\t0\t0\t0\n"));
    }

    private static Path proc(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private String monitor(String ups, String type) {
        return "MONITOR " + ups + "@127.0.0.1:" + upsd.port() + " 1 user secret " + type;
    }
}
