package nut.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpscmdTest {
    private FakeUpsd upsd;

    @BeforeEach
    void startServer() throws IOException {
        upsd = new FakeUpsd().answer("USERNAME admin", "OK\n").answer("PASSWORD \"my pw\"", "OK\n");
    }

    @AfterEach
    void stopServer() throws IOException {
        upsd.close();
    }

    @Test
    void debuggingNeverShowsThePassword() {
        upsd.answer("INSTCMD su700 load.off", "OK\n");

        Call call = Call.of(Upscmd::run, "-D", "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(0, call.exit(), call.err());
        assertTrue(call.err().contains("> PASSWORD ***\n"), call.err());
        assertFalse(call.err().contains("my pw"), call.err());
    }

    @Test
    void commandsAreListedWithTheirDescriptions() {
        upsd.answer("LIST CMD su700", "BEGIN LIST CMD su700\nCMD su700 load.off\nCMD su700 own.cmd\nEND LIST CMD su700\n")
            .answer("GET CMDDESC su700 load.off", "CMDDESC su700 load.off \"Turn off the load immediately\"\n")
            .answer("GET CMDDESC su700 own.cmd", "ERR CMD-NOT-SUPPORTED\n");

        Call call = Call.of(Upscmd::run, "-l", upsd.at("su700"));

        assertEquals(new Call(0, "Instant commands supported on UPS [su700]:\n\nload.off - Turn off the load immediately\nown.cmd\n", ""),
            call);
    }

    @Test
    void aCommandIsGivenWithNamePasswordAndValueAndItsAnswerGoesToStandardError() {
        upsd.answer("INSTCMD su700 load.off 30", "OK\n");

        Call call = Call.of(Upscmd::run, "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off", "30");

        assertEquals(new Call(0, "", "OK\n"), call);
        assertEquals(List.of("USERNAME admin", "PASSWORD \"my pw\"", "INSTCMD su700 load.off 30"),
            List.copyOf(upsd.requests).subList(0, 3));
    }

    @Test
    void aRefusalIsExitCodeOne() {
        upsd.answer("INSTCMD su700 load.off", "ERR ACCESS-DENIED\n");

        Call call = Call.of(Upscmd::run, "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(new Call(1, "", "Unexpected response from upsd: ERR ACCESS-DENIED\n"), call);
    }

    @Test
    void nameAndPasswordAreAskedForWhenTheyAreLeftOut() {
        upsd.answer("INSTCMD su700 load.off", "OK\n");

        Call call = Call.typing("admin\nmy pw\n", Upscmd::run, upsd.at("su700"), "load.off");

        assertEquals(0, call.exit());
        assertEquals("Username (" + System.getProperty("user.name") + "): ", call.out());
        assertEquals("Password: OK\n", call.err());
    }

    @Test
    void anEmptyNameIsOnesOwn() {
        upsd.answer("USERNAME " + System.getProperty("user.name"), "OK\n").answer("INSTCMD su700 load.off", "OK\n");

        Call call = Call.typing("\n", Upscmd::run, "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(0, call.exit());
    }

    @Test
    void nobodyAtTheKeyboardIsSaidSo() {
        Call call = Call.of(Upscmd::run, "-u", "admin", upsd.at("su700"), "load.off");

        assertEquals(1, call.exit());
        assertEquals("Password: Error reading from stdin!\n", call.err());
        assertFalse(upsd.requests.stream().anyMatch(r -> r.startsWith("INSTCMD")), upsd.requests.toString());
    }

    @Test
    void withWaitTheDriversWordIsTheAnswer() {
        upsd.answer("SET TRACKING ON", "OK\n").answer("INSTCMD su700 load.off", "OK TRACKING 1bd31808-cb49-4aec-9d75-d056e6f018d2\n")
            .answer("GET TRACKING 1bd31808-cb49-4aec-9d75-d056e6f018d2", "PENDING\n", "PENDING\n", "SUCCESS\n");

        Call call = Call.of(Upscmd::run, "-w", "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(new Call(0, "", "SUCCESS\n"), call);
    }

    @Test
    void withWaitAFailureAtTheDriverIsExitCodeOne() {
        upsd.answer("SET TRACKING ON", "OK\n").answer("INSTCMD su700 load.off", "OK TRACKING 7\n")
            .answer("GET TRACKING 7", "ERR FAILED\n");

        Call call = Call.of(Upscmd::run, "-w", "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(new Call(1, "", "ERR FAILED\n"), call);
    }

    @Test
    void withWaitTheTimeIsLimited() {
        upsd.answer("SET TRACKING ON", "OK\n").answer("INSTCMD su700 load.off", "OK TRACKING 7\n").answer("GET TRACKING 7", "PENDING\n");

        Call call = Call.of(Upscmd::run, "-w", "-t", "1", "-u", "admin", "-p", "my pw", upsd.at("su700"), "load.off");

        assertEquals(new Call(1, "", "Can't receive status tracking information: timeout\n"), call);
    }

    @Test
    void anOldNameIsRefusedBeforeAnybodyIsAsked() {
        Call call = Call.of(Upscmd::run, "-u", "admin", "-p", "my pw", upsd.at("su700"), "off");

        assertEquals(new Call(1, "", "Error: old command names are not supported\n"), call);
        assertEquals(List.of(), upsd.requests);
    }

    @Test
    void withoutACommandHelpIsShown() {
        Call call = Call.of(Upscmd::run, upsd.at("su700"));

        assertEquals(0, call.exit());
        assertTrue(call.out().contains("Usage: upscmd -l"), call.out());
    }

    @Test
    void aPasswordThatLooksLikeAFlagIsAPassword() {
        upsd.answer("PASSWORD -w", "OK\n").answer("INSTCMD su700 load.off", "OK\n");

        Call call = Call.of(Upscmd::run, "-u", "admin", "-p", "-w", upsd.at("su700"), "load.off");

        assertEquals(new Call(0, "", "OK\n"), call);
    }
}
