package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** upsmon and an upsd that tells its news: it asks so seldom here that whatever happens comes from the news. */
@Timeout(180)
class NewsToUpsmonTest {
    private static final String SELDOM = "POLLFREQ 100000";

    @TempDir
    private Path directory;
    private FakeUpsd upsd;
    private RunningUpsmon upsmon;

    @BeforeEach
    void install() throws IOException {
        upsd = new FakeUpsd().withNews().status("su700", "OL");
        upsmon = new RunningUpsmon(directory);
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        upsmon.close();
        upsd.close();
    }

    @Test
    void aPowerFailureIsToldByNewsAlone() throws IOException {
        upsmon.configure(monitor("127.0.0.1", "primary"), SELDOM, "POLLFREQALERT 100000", "HOSTSYNC 600").start();
        upsmon.until("it subscribes", () -> upsd.heard().contains("SUBSCRIBE su700 ups.status ups.alarm"));
        upsd.logins(2);
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
        upsd.status("su700", "OB LB");
        upsmon.until("FSD is set and the logins are counted", () -> upsd.heard().contains("GET NUMLOGINS su700"));
        boolean waited = upsmon.down().isEmpty();
        upsd.logins(1);
        int exit = upsmon.end();

        assertEquals(0, exit, upsmon.log());
        assertTrue(waited);
        assertTrue(upsd.heard().indexOf("FSD su700") < upsd.heard().indexOf("GET NUMLOGINS su700"), upsd.heard().toString());
        assertEquals("down", upsmon.down().getLast());
    }

    @Test
    void staleDataAreLostAndFoundByNewsAlone() throws IOException {
        upsmon.configure(monitor("127.0.0.1", "primary"), SELDOM).start();
        upsmon.until("it subscribes", () -> upsd.heard().contains("SUBSCRIBE su700 ups.status ups.alarm"));
        upsd.stale("su700");
        upsmon.until("COMMBAD", () -> upsmon.wasNotified("COMMBAD"));
        upsd.status("su700", "OL");
        upsmon.until("COMMOK", () -> upsmon.wasNotified("COMMOK"));

        assertTrue(upsmon.log().contains("failed - DATA-STALE"), upsmon.log());
    }

    @Test
    void anUpsdThatIsNotThereYetIsTriedAgainBeforeThePollIsDue() throws IOException {
        int port = upsd.port();
        upsd.close();
        upsmon.configure(monitor("127.0.0.1", "primary"), SELDOM).begin("-F", "-F");
        upsmon.until("COMMBAD", () -> upsmon.wasNotified("COMMBAD"));
        upsd = new FakeUpsd(port).withNews().status("su700", "OL");
        upsmon.until("COMMOK", () -> upsmon.wasNotified("COMMOK"));

        assertTrue(upsd.heard().contains("LOGIN su700"), upsd.heard().toString());
        assertEquals(1, upsmon.log().lines().filter(line -> line.contains("Connection refused")).count(), upsmon.log());
    }

    @Test
    void anUpsdThatIsSilentIsAskedAllTheSame() throws IOException {
        upsmon.configure(monitor("127.0.0.1", "primary"), "POLLFREQ 1").start();
        upsd.silentlyStatus("su700", "OB");

        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));
    }

    @Test
    void aSecondaryStaysLoggedInUntilShutdowncmdHasEndedAndThenStaysAway() throws IOException {
        Path begun = directory.resolve("told/begun");
        Path go = directory.resolve("told/go");
        upsmon.configure(monitor("127.0.0.1", "secondary"), SELDOM,
            "SHUTDOWNCMD \"touch " + begun + "; until test -e " + go + "; do sleep 0.05; done\"").start();
        upsmon.until("it subscribes", () -> upsd.heard().contains("SUBSCRIBE su700 ups.status ups.alarm"));
        upsd.status("su700", "FSD OB LB");
        upsmon.until("SHUTDOWNCMD runs", () -> Files.exists(begun));
        int meanwhile = upsd.connections();
        Files.createFile(go);
        int exit = upsmon.end();
        upsmon.until("it is gone", () -> upsd.connections() == 0);

        assertEquals(List.of(1, 0), List.of(meanwhile, exit), upsmon.log());
        assertEquals(1, upsd.heard().stream().filter("LOGIN su700"::equals).count(), upsd.heard().toString());
    }

    @Test
    void aHostThatCannotBeLookedUpCountsAsLostAndTheOthersAreWatched() throws IOException {
        upsmon.configure(monitor("127.0.0.1", "primary"), monitor("no-such-host.invalid", "primary"), SELDOM).start();
        upsmon.until("COMMBAD", () -> upsmon.wasNotified("COMMBAD"));
        upsd.status("su700", "OB");
        upsmon.until("ONBATT", () -> upsmon.wasNotified("ONBATT"));

        assertTrue(upsmon.log().contains("the host 'no-such-host.invalid' cannot be looked up"), upsmon.log());
        assertTrue(upsmon.parent().isAlive());
        assertFalse(upsmon.wasNotified("SHUTDOWN"));
    }

    private String monitor(String host, String role) {
        return "MONITOR su700@" + host + ":" + upsd.port() + " 1 user secret " + role;
    }
}
