package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The three processes, when one of them dies or says what it should not. */
@Timeout(300)
class SplitTest {
    @TempDir
    private Path directory;
    private FakeUpsd upsd;
    private RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        upsd = new FakeUpsd().status("su700", "OL");
        upsmon = new RunningUpsmon(directory).configure(monitor(), "NOTIFYFLAG NOPARENT EXEC");
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        upsmon.close();
        upsd.close();
    }

    @Test
    void aWatcherThatDiesIsStartedAgainAndShutsDown() throws IOException {
        upsmon.start();
        ProcessHandle notifier = upsmon.child("NOTIFIER");
        upsmon.child("WATCHER").destroyForcibly();
        upsmon.until("another is started", () -> upsmon.log().contains("were started again"));
        List<String> before = upsmon.down();
        upsd.status("su700", "OB LB");
        int exit = upsmon.end();

        assertTrue(upsmon.log().contains("the watcher has died, and nobody watches the UPSes (watcher: signal 9"), upsmon.log());
        assertFalse(notifier.isAlive());
        assertEquals(List.of(), before);
        assertEquals(0, exit, upsmon.log());
        assertEquals(1, upsmon.down().stream().filter("down"::equals).count());
    }

    @Test
    void aWatcherThatDiesAgainAndAgainIsGivenUpAndTheMachineStaysUp() throws IOException {
        upsmon.start();
        for (int i = 0; i <= Restarts.MOST; i++) {
            int starts = i;
            upsmon.until("start " + i, () -> upsmon.log().split("were started again", -1).length == starts + 1 && hasWatcher());
            upsmon.child("WATCHER").destroyForcibly();
        }
        int exit = upsmon.end();

        assertEquals(1, exit);
        assertTrue(upsmon.log().contains("have died 5 times within 10 minutes, and this machine is no longer watched"), upsmon.log());
        assertEquals(List.of(), upsmon.down());
    }

    @Test
    void upsmonIsStoppedWhileItWaitsToStartAnotherWatcher() throws IOException {
        upsmon.start();
        upsmon.child("WATCHER").destroyForcibly();
        upsmon.until("another is started", () -> upsmon.log().contains("were started again") && hasWatcher());
        Files.move(directory.resolve("etc/upsmon.conf"), directory.resolve("etc/away"));
        upsmon.child("WATCHER").destroyForcibly();
        upsmon.until("it cannot be started", () -> upsmon.log().contains("cannot be started again"));
        Files.move(directory.resolve("etc/away"), directory.resolve("etc/upsmon.conf"));
        RunningUpsmon.Ended stop = upsmon.call("-c", "stop");

        assertEquals(new RunningUpsmon.Ended(0, ""), stop);
        assertEquals(0, upsmon.end());
    }

    @Test
    void aNotifierThatDiesIsReplacedWhenAllIsCalm() throws IOException {
        upsmon.start();
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        ProcessHandle watcher = upsmon.child("WATCHER");
        upsmon.child("NOTIFIER").destroyForcibly();
        boolean watched = upsmon.parent().isAlive() && watcher.isAlive();
        upsd.status("su700", "OL");
        upsmon.until("the old watcher is gone", () -> !watcher.isAlive());
        upsd.status("su700", "OB");
        upsmon.until("another notifier tells of it",
            () -> upsmon.notified().stream().filter(line -> line.startsWith("ONBATT|")).count() == 2);

        assertTrue(watched);
        assertTrue(upsmon.log().contains("(notifier: signal 9)"), upsmon.log());
        assertEquals(List.of(), upsmon.down());
    }

    @Test
    void aNotifierThatDiesOnBatteryDoesNotKeepTheShutdownFromComing() throws IOException {
        upsmon.start();
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        upsmon.child("NOTIFIER").destroyForcibly();
        upsd.status("su700", "OB LB");
        int exit = upsmon.end();

        assertEquals(0, exit, upsmon.log());
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void aParentThatDiesIsMourned() throws IOException {
        upsmon.start();
        ProcessHandle watcher = upsmon.child("WATCHER");
        ProcessHandle notifier = upsmon.child("NOTIFIER");
        upsmon.parent().destroyForcibly();
        upsmon.until("both end", () -> !watcher.isAlive() && !notifier.isAlive());
        upsmon.until("NOPARENT", () -> upsmon.wasNotified("NOPARENT"));

        assertEquals("NOPARENT||upsmon parent process died - shutdown impossible", upsmon.notified().getLast());
    }

    @Test
    void anOrderlyStopIsNotMourned() throws IOException {
        upsmon.start();
        upsmon.call("-c", "stop");
        upsmon.end();

        assertFalse(upsmon.wasNotified("NOPARENT"), upsmon.notified().toString());
    }

    @Test
    void whatIsNoOrderIsAFault() throws IOException {
        aFaultOnTheOrderPipe("x", "which is no order");
    }

    @Test
    void moreThanOneOrderIsAFault() throws IOException {
        aFaultOnTheOrderPipe("SS", "more than one order");
    }

    @Test
    void aNewWatcherThatIsWantedTooSoonIsAFault() throws IOException {
        aFaultOnTheOrderPipe("R", "which nobody asked for");
    }

    private void aFaultOnTheOrderPipe(String bytes, String complaint) throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "opening another process's pipe takes root");
        upsmon.start();
        Files.writeString(pipe(upsmon.child("WATCHER"), "order"), bytes);
        int exit = upsmon.end();

        assertEquals(1, exit);
        assertTrue(upsmon.log().contains(complaint), upsmon.log());
        assertEquals(List.of(), upsmon.down());
    }

    @Test
    void whatIsNoFrameEndsTheNotifierAndAnotherIsStarted() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "opening another process's pipe takes root");
        upsmon.start();
        ProcessHandle notifier = upsmon.child("NOTIFIER");
        Files.writeString(pipe(upsmon.child("WATCHER"), "notify"), "SHUTDOWN\n");
        upsmon.until("it ends", () -> !notifier.isAlive());
        upsmon.until("the two are replaced", () -> upsmon.log().contains("was read again"));
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));

        assertTrue(upsmon.log().contains("the watcher is not to be trusted"), upsmon.log());
        assertEquals(List.of(), upsmon.down());
    }

    private boolean hasWatcher() {
        try {
            return upsmon.child("WATCHER").isAlive();
        } catch (NoSuchElementException none) {
            return false;
        }
    }

    /** The watcher's end of one of its two pipes. */
    private static Path pipe(ProcessHandle watcher, String name) throws IOException {
        String property = "-Dnut.upsmon." + name + "=";
        Path proc = Path.of("/proc", Long.toString(watcher.pid()));
        for (String option : Files.readString(proc.resolve("cmdline")).split("\0")) {
            if (option.startsWith(property)) {
                return proc.resolve("fd").resolve(option.substring(property.length()));
            }
        }
        throw new AssertionError("no pipe " + name);
    }

    private String monitor() {
        return "MONITOR su700@127.0.0.1:" + upsd.port() + " 1 user secret primary";
    }
}
