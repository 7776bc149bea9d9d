package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpscTest {
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd();
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void allVariablesAreShownInTheServersOrder() {
        upsd.answer("LIST VAR su700", """
            BEGIN LIST VAR su700
            VAR su700 ups.status "OL CHRG"
            VAR su700 battery.charge "100"
            VAR su700 ups.id "Rack \\#4 \\"left\\""
            END LIST VAR su700
            """);

        Call call = Call.of(Upsc::run, upsd.at("su700"));

        assertEquals(new Call(0, "ups.status: OL CHRG\nbattery.charge: 100\nups.id: Rack #4 \"left\"\n", ""), call);
    }

    @Test
    void oneVariableIsShownAsItsValueAlone() {
        upsd.answer("GET VAR su700 ups.status", "VAR su700 ups.status \"OB LB\"\n");

        Call call = Call.of(Upsc::run, upsd.at("su700"), "ups.status");

        assertEquals(new Call(0, "OB LB\n", ""), call);
    }

    @Test
    void withDebuggingTheConversationIsShownOnStandardError() {
        upsd.answer("GET VAR su700 ups.id", "VAR su700 ups.id \"a\u001b[2J\"\n");

        Call call = Call.of(Upsc::run, "-D", upsd.at("su700"), "ups.id");

        assertEquals("a[2J\n", call.out());
        assertEquals(List.of("[D1] connecting to 127.0.0.1 port " + upsd.port(), "[D1] > GET VAR su700 ups.id",
            "[D1] < VAR su700 ups.id \"a?[2J\"", "[D1] > LOGOUT"),
            call.err().lines().map(line -> line.replaceFirst("^ +[0-9]+\\.[0-9]{6}\t", "")).toList());
    }

    @Test
    void theUpsesOfAServerAreShownWithOrWithoutTheirDescriptions() {
        upsd.answer("LIST UPS", "BEGIN LIST UPS\nUPS su700 \"Rack 4\"\nUPS gone \"Description unavailable\"\nEND LIST UPS\n");

        Call names = Call.of(Upsc::run, "-l", "127.0.0.1:" + upsd.port());
        Call described = Call.of(Upsc::run, "-L", "127.0.0.1:" + upsd.port());

        assertEquals(new Call(0, "su700\ngone\n", ""), names);
        assertEquals(new Call(0, "su700: Rack 4\ngone: Description unavailable\n", ""), described);
    }

    @Test
    void theClientsOfAUpsAreShownByTheirAddresses() {
        upsd.answer("LIST CLIENT su700", "BEGIN LIST CLIENT su700\nCLIENT su700 127.0.0.1\nCLIENT su700 ::1\nEND LIST CLIENT su700\n");

        Call call = Call.of(Upsc::run, "-c", upsd.at("su700"));

        assertEquals(new Call(0, "127.0.0.1\n::1\n", ""), call);
    }

    @Test
    void anErrorAnswerIsOneLineOnStandardErrorAndExitCodeOne() {
        upsd.answer("LIST VAR su700", "ERR DATA-STALE\n").answer("GET VAR su700 no.such", "ERR VAR-NOT-SUPPORTED\n");

        Call stale = Call.of(Upsc::run, upsd.at("su700"));
        Call unknown = Call.of(Upsc::run, upsd.at("su700"), "no.such");
        Call old = Call.of(Upsc::run, upsd.at("su700"), "STATUS");

        assertEquals(new Call(1, "", "Error: Data stale\n"), stale);
        assertEquals(new Call(1, "", "Error: Variable not supported by UPS\n"), unknown);
        assertEquals(new Call(1, "", "Error: old-style variable names are not supported\n"), old);
    }

    @Test
    void aServerThatHangsUpOrIsNotThereIsSaidSo() throws IOException {
        String address = upsd.at("su700");
        Call hungUp = Call.of(Upsc::run, address);
        upsd.close();

        Call notThere = Call.of(Upsc::run, address);

        assertEquals(new Call(1, "", "Error: Server disconnected\n"), hungUp);
        assertEquals(new Call(1, "", "Error: Connection failure: Connection refused\n"), notThere);
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAfterTheTime() {
        upsd.answer("LIST VAR su700", "");

        Call call = Call.of(Upsc::run, "-W", "1", upsd.at("su700"));

        assertEquals(new Call(1, "", "Error: Read error: Connection timed out\n"), call);
    }

    @Test
    void whatIsNoUpsIsSaidSo() {
        Call call = Call.of(Upsc::run);

        assertEquals(1, call.exit());
        assertTrue(call.err().startsWith("Error: invalid UPS definition.  Required format: upsname[@hostname[:port]]"), call.err());
    }

    @Test
    void anUnknownFlagIsSaidSo() {
        Call call = Call.of(Upsc::run, "-x");

        assertEquals(1, call.exit());
        assertTrue(call.err().startsWith("upsc: Unknown option: '-x'"), call.err());
    }

    @Test
    void theVersionBeginsAsNuts() {
        Call call = Call.of(Upsc::run, "-V");

        assertEquals(0, call.exit());
        assertTrue(call.out().matches("Network UPS Tools compatible upsc \\d+\\.\\d+\\.\\d+\\S*\n"), call.out());
    }

    @Test
    void helpShowsEveryFlag() {
        Call call = Call.of(Upsc::run, "-h");

        assertEquals(0, call.exit());
        for (String flag : new String[] {"-l", "-L", "-c", "-h", "-V", "-D", "-W"}) {
            assertTrue(call.out().lines().anyMatch(line -> line.matches("  " + flag + "[ ,].*")), flag + " in " + call.out());
        }
    }
}
