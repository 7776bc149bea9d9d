package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The flags of upsmon(8) that say how it runs: in the foreground or not, with a pid file or not, as whom, with which IP. */
@Timeout(180)
class FlagsTest extends PrimaryOfOneUps {
    @Test
    void oneFStaysInTheForegroundWithoutAPidFile() throws IOException {
        upsmon.startWith("-F", "-4");

        assertTrue(upsmon.parent().isAlive());
        assertTrue(upsmon.pidFileHolder().isEmpty());
        assertEquals(1, upsmon.call("-c", "stop").exit(), "there is no pid file to find it by");
        assertEquals(0, upsmon.call("-c", "stop", "-P", Long.toString(upsmon.parent().pid())).exit());
        assertEquals(0, upsmon.end());
    }

    @Test
    void twoInOneWordWriteThePidFile() throws IOException {
        upsmon.startWith("-FF");

        assertEquals(upsmon.parent().pid(), upsmon.pidFileHolder().getAsLong());
    }

    @Test
    void dStaysInTheForegroundAndSaysMore() throws IOException {
        upsmon.startWith("-DDD");

        upsmon.until("the watcher says whether its upsd has news", () -> upsmon.log().contains("its upsd "));
        assertTrue(upsmon.parent().isAlive());
    }

    @Test
    void bGoesToTheBackgroundAllTheSame() throws IOException {
        RunningUpsmon.Ended start = upsmon.call("-DB");
        boolean runs = upsmon.pidFileHolder().isPresent();
        RunningUpsmon.Ended stop = upsmon.call("-c", "stop");
        upsmon.until("it ends", () -> upsmon.pidFileHolder().isEmpty());

        assertEquals(0, start.exit(), start.output());
        assertTrue(runs);
        assertEquals(0, stop.exit(), stop.output());
    }

    @Test
    void uIsStrongerThanRunAsUser() throws IOException {
        Assumptions.assumeTrue(RunningUpsmon.ROOT, "only root becomes somebody else");
        upsmon.start("-u", "64001:64000");

        for (String role : new String[] {"WATCHER", "NOTIFIER"}) {
            upsmon.until(role + " is that user", () -> uid(role).equals("64001"));
        }
    }

    private String uid(String role) {
        return RunningUpsmon.threads(upsmon.child(role)).getFirst().replaceAll("(?s).*\nUid:\t([0-9]+)\t.*", "$1");
    }

    /** Between three tries lie two waits for an answer, which by default take 10 s. */
    @Test
    void wSaysHowLongAnAnswerMayTake() throws IOException {
        RunningUpsmon.Ended wrong = upsmon.call("-F", "-W", "soon");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            upsmon.configure("MONITOR su700@127.0.0.1:" + silent.getLocalPort() + " 1 user secret primary").begin("-F", "-W", "0.2");
            upsmon.until("the first try fails", () -> failures() > 0);
            long first = System.nanoTime();
            upsmon.until("two more do", () -> failures() > 2);

            assertTrue(System.nanoTime() - first < 9_000_000_000L, upsmon.log());
        }
        assertEquals(1, wrong.exit());
        assertTrue(wrong.output().contains("-W is soon but must be a number of seconds"), wrong.output());
    }

    private long failures() {
        return upsmon.log().lines().filter(line -> line.endsWith("timed out")).count();
    }

    @Test
    void kLooksAtTheFlagAndNothingElse() throws IOException {
        Files.writeString(upsmon.flag(), "upsmon-shutdown-file\n");
        int set = upsmon.call("-K").exit();
        Files.writeString(upsmon.flag(), "something else");
        int other = upsmon.call("-K").exit();

        assertEquals(0, set);
        assertEquals(1, other);
        assertEquals("something else", Files.readString(upsmon.flag()));
        assertFalse(Files.exists(directory.resolve("run/upsmon.pid")));
    }
}
