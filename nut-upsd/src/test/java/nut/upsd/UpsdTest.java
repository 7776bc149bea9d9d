package nut.upsd;

import static nut.upsd.Installation.ask;
import static nut.upsd.Installation.awaitAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.state.DriverEnd;
import nut.common.state.UpsSnapshot;
import nut.common.state.ValueFlag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of upsd with the real joints: files, regions, mailboxes, TCP. */
class UpsdTest {
    private static final String STATUS = "GET VAR su700 ups.status";
    private static final String ON_LINE = "VAR su700 ups.status \"OL\"";
    private static final String NO_DRIVER = "ERR DRIVER-NOT-CONNECTED";

    @TempDir
    private Path directory;
    private Installation nut;

    @BeforeEach
    void install() throws IOException {
        nut = new Installation(directory);
    }

    @AfterEach
    void remove() {
        nut.close();
    }

    @Test
    void aDriverThatIsThereBeforeUpsdIsServed() throws IOException {
        nut.driver("su700", snapshot("OL"));

        nut.start();

        awaitAnswer(nut.connect(), STATUS, ON_LINE);
    }

    @Test
    void aDriverThatComesChangesStopsAndComesAgainIsFollowed() throws IOException {
        nut.start();
        SocketWire client = nut.connect();
        assertEquals(NO_DRIVER, ask(client, STATUS));

        DriverEnd driver = nut.driver("su700", snapshot("OL"));
        awaitAnswer(client, STATUS, ON_LINE);
        driver.publish(snapshot("OB LB"));
        awaitAnswer(client, STATUS, "VAR su700 ups.status \"OB LB\"");
        driver.close();
        awaitAnswer(client, STATUS, NO_DRIVER);
        nut.driver("su700", snapshot("OL"));

        awaitAnswer(client, STATUS, ON_LINE);
    }

    @Test
    void aDriverThatLosesItsUpsAndFindsItAgainIsFollowed() throws IOException {
        nut.start();
        SocketWire client = nut.connect();
        DriverEnd driver = nut.driver("su700", snapshot("OL"));
        awaitAnswer(client, STATUS, ON_LINE);

        driver.stale();
        awaitAnswer(client, STATUS, "ERR DATA-STALE");
        driver.heartbeat();

        awaitAnswer(client, STATUS, ON_LINE);
    }

    @Test
    void aCommandReachesTheDriverAndItsOutcomeComesBack() throws IOException {
        nut.start();
        nut.driver("su700", snapshot("OL"));
        SocketWire client = nut.connect("admin", "adm");
        awaitAnswer(client, STATUS, ON_LINE);
        ask(client, "SET TRACKING ON");

        String done = ask(client, "INSTCMD su700 test.panel.start").substring("OK TRACKING ".length());
        String failed = ask(client, "INSTCMD su700 calibrate.start").substring("OK TRACKING ".length());
        String set = ask(client, "SET VAR su700 ups.id \"Rack 4\"").substring("OK TRACKING ".length());

        awaitAnswer(client, "GET TRACKING " + done, "SUCCESS");
        awaitAnswer(client, "GET TRACKING " + failed, "ERR FAILED");
        awaitAnswer(client, "GET TRACKING " + set, "SUCCESS");
    }

    @Test
    void whatADriverPublishesReachesAClientThatListens() throws IOException {
        nut.start();
        DriverEnd driver = nut.driver("su700", snapshot("OL"));
        SocketWire client = nut.connect();
        awaitAnswer(client, STATUS, ON_LINE);
        assertEquals("OK", ask(client, "SUBSCRIBE su700 ups.status"));

        driver.publish(snapshot("OB"));
        String changed = client.receive();
        driver.stale();
        String stale = client.receive();
        driver.heartbeat();
        String fresh = client.receive();
        driver.close();
        String gone = client.receive();

        assertEquals("VAR su700 ups.status \"OB\"", changed);
        assertEquals("ERR DATA-STALE su700", stale);
        assertEquals("VAR su700 ups.status \"OB\"", fresh);
        assertEquals("ERR DRIVER-NOT-CONNECTED su700", gone);
    }

    @Test
    void aTextWithoutALengthCannotBeSet() throws IOException {
        nut.start();
        nut.driver("su700", snapshot("OL").toBuilder().flags("ups.id", ValueFlag.RW, ValueFlag.STRING).build());
        SocketWire client = nut.connect("admin", "adm");
        awaitAnswer(client, STATUS, ON_LINE);

        assertEquals("TYPE su700 ups.id RW STRING:0", ask(client, "GET TYPE su700 ups.id"));
        assertEquals("ERR SET-FAILED", ask(client, "SET VAR su700 ups.id x"));
    }

    @Test
    void aReloadTakesInNewUpsesAndUsersAndSendsTheClientsOfOldOnesAway() throws IOException {
        nut.write("ups.conf", "[su700]\n driver = newapc\n port = a\n[old]\n driver = newapc\n port = b\n");
        Upsd upsd = nut.start();
        SocketWire ofOld = nut.connect("mon", "mon");
        SocketWire ofSu700 = nut.connect("mon", "mon");
        ask(ofOld, "LOGIN old");
        ask(ofSu700, "LOGIN su700");
        ask(ofSu700, "FSD su700");
        nut.driver("su700", snapshot("OB"));
        awaitAnswer(ofSu700, STATUS, "VAR su700 ups.status \"FSD OB\"");

        nut.write("ups.conf", "[su700]\n driver = newapc\n port = a\n desc = new\n[young]\n driver = newapc\n port = c\n");
        nut.write("upsd.users", "[new]\n password = n\n upsmon secondary\n");
        upsd.reload();

        assertNull(ofOld.receive());
        awaitAnswer(ofSu700, "GET UPSDESC su700", "UPSDESC su700 \"new\"");
        assertEquals("VAR su700 ups.status \"FSD OB\"", ask(ofSu700, STATUS));
        assertEquals("NUMLOGINS su700 1", ask(ofSu700, "GET NUMLOGINS su700"));
        assertEquals("ERR UNKNOWN-UPS", ask(ofSu700, "GET UPSDESC old"));
        assertEquals("ERR ACCESS-DENIED", ask(ofSu700, "FSD su700"));
        assertEquals("OK", ask(nut.connect("new", "n"), "LOGIN young"));
    }

    @Test
    void aUserWithAHashedPasswordLogsInAndAWrongOneIsRefused() throws IOException {
        nut.write("upsd.users", "[mon]\n password = $5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5\n upsmon primary\n");
        nut.start();

        assertEquals("OK", ask(nut.connect("mon", "\"Hello world!\""), "LOGIN su700"));
        assertEquals("ERR ACCESS-DENIED", ask(nut.connect("mon", "mon"), "LOGIN su700"));
    }

    @Test
    void aReloadThatCannotReadAFileChangesNothing() throws IOException {
        Upsd upsd = nut.start();
        nut.write("ups.conf", "[other]\n driver = newapc\n port = a\n");
        try (LogLines log = new LogLines(Upsd.class)) {
            directory.resolve("etc/upsd.users").toFile().delete();

            upsd.reload();

            assertEquals("UPSDESC su700 \"Rack 4\"", ask(nut.connect(), "GET UPSDESC su700"));
            assertTrue(log.lines().getLast().startsWith("ERROR Reload failed: "), log.lines().toString());
        }
    }

    @Test
    void withoutAnyUpsItDoesNotStart() throws IOException {
        nut.write("ups.conf", "");

        AdminFault fault = assertThrows(AdminFault.class, () -> nut.start());

        assertTrue(fault.getMessage().startsWith("Fatal error: at least one UPS must be defined in ups.conf"));
    }

    @Test
    void withoutAnyUpsItStartsWhenThatIsAllowed() throws IOException {
        nut.write("ups.conf", "");

        nut.start(Map.of("ALLOW_NO_DEVICE", "true"));

        assertEquals("BEGIN LIST UPS", ask(nut.connect(), "LIST UPS"));
    }

    @Test
    void theEnvironmentOverrulesTheFile() throws IOException {
        nut.write("ups.conf", "");
        nut.write("upsd.conf", "ALLOW_NO_DEVICE yes\n");

        assertThrows(AdminFault.class, () -> nut.start(Map.of("ALLOW_NO_DEVICE", "0")));
    }

    private static UpsSnapshot snapshot(String status) {
        return UpsSnapshot.EMPTY.toBuilder().set("ups.status", status).set("ups.id", "x").flags("ups.id", ValueFlag.RW)
            .command("test.panel.start").command("calibrate.start").build();
    }
}
