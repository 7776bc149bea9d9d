package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nut.common.AdminFault;
import nut.common.state.Outcome;
import nut.common.state.ValueFlag;
import nut.common.state.ValueRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repeater on the real core, with a fake upsd to copy from. */
class RepeaterTest {
    private static final String[] VARIABLES = {"battery.charge \"100\"", "device.mfr \"APC\"", "driver.name \"apcsmart\"",
        "input.sensitivity \"H\"", "input.transfer.low \"103\"", "ups.id \"tower\"", "ups.mfr \"APC\"", "ups.status \"OL\""};

    @TempDir
    private Path folder;
    private FakeUpsd upsd;

    @BeforeEach
    void anUpsd() throws IOException {
        upsd = new FakeUpsd(0);
        upsd.list("VAR su700", VARIABLES);
        upsd.list("RW su700", "driver.debug \"0\"", "input.sensitivity \"H\"", "input.transfer.low \"103\"", "ups.id \"tower\"");
        upsd.list("CMD su700", "driver.reload", "test.panel.start");
        upsd.answers.put("GET TYPE su700 input.sensitivity", "TYPE su700 input.sensitivity RW ENUM STRING:4\n");
        upsd.answers.put("GET TYPE su700 input.transfer.low", "TYPE su700 input.transfer.low RW RANGE NUMBER\n");
        upsd.answers.put("GET TYPE su700 ups.id", "TYPE su700 ups.id RW STRING:8\n");
        upsd.list("ENUM su700 input.sensitivity", "\"H\"", "\"M\"", "\"L\"");
        upsd.list("RANGE su700 input.transfer.low", "\"90\" \"110\"");
        upsd.answers.put("USERNAME repeater", "OK\n");
        upsd.answers.put("PASSWORD secret", "OK\n");
        upsd.answers.put("SET TRACKING ON", "OK\n");
    }

    @AfterEach
    void theUpsdEnds() throws IOException {
        upsd.close();
    }

    @Test
    void theUpsIsCopiedButForWhatIsSaidOfItsDriver() throws IOException, InterruptedException {
        try (Stage stage = stage(Map.of())) {
            stage.awaitValue("ups.status", "OL");
            assertEquals("dummy-ups", stage.value("driver.name"));
            assertEquals("repeater", stage.value("driver.parameter.mode"));
            assertEquals("APC", stage.value("ups.mfr"));

            upsd.list("VAR su700", "battery.charge \"99\"", "input.voltage \"0.0\"", "ups.status \"OB DISCHRG\"");
            stage.awaitValue("ups.status", "OB DISCHRG");
            assertEquals("99", stage.value("battery.charge"));
            assertEquals("(none)", stage.value("ups.id"));
        }
    }

    @Test
    void withoutAnAccountNothingCanBeWrittenOrOrdered() throws IOException, InterruptedException {
        try (Stage stage = stage(Map.of("authconf", "none"))) {
            stage.awaitValue("ups.status", "OL");

            assertEquals(Set.of(), stage.variable("ups.id").flags());
            assertEquals(Set.of(), stage.commands());
            assertEquals(Outcome.UNKNOWN, stage.submit("SET", "ups.id", "cellar"));
            assertFalse(upsd.requests.stream().anyMatch(request -> request.startsWith("SET") || request.startsWith("USERNAME")));
        }
    }

    @Test
    void withAnAccountWhatCanBeWrittenAndOrderedIsCopiedAndPassedOn() throws IOException, InterruptedException {
        account("USER = repeater\nPASS = secret\n");
        upsd.answers.put("INSTCMD su700 test.panel.start", "OK\n");
        upsd.answers.put("SET VAR su700 ups.id \"cell ar\"", "OK\n");
        upsd.answers.put("INSTCMD su700 load.off", "ERR CMD-NOT-SUPPORTED\n");
        upsd.answers.put("SET VAR su700 input.sensitivity X", "ERR INVALID-VALUE\n");

        try (Stage stage = stage(Map.of())) {
            stage.await("choices", () -> stage.variable("input.sensitivity").enumeration().equals(List.of("H", "M", "L")));
            assertEquals(Set.of(ValueFlag.RW, ValueFlag.STRING), stage.variable("ups.id").flags());
            assertEquals(8, stage.variable("ups.id").maximumLength());
            assertEquals(List.of(new ValueRange(90, 110)), stage.variable("input.transfer.low").ranges());
            assertEquals(Set.of(), stage.variable("battery.charge").flags());
            assertEquals(Set.of("test.panel.start"), stage.commands());

            assertEquals(Outcome.HANDLED, stage.submit("INSTCMD", "test.panel.start"));
            assertEquals(Outcome.HANDLED, stage.submit("SET", "ups.id", "cell ar"));
            assertEquals(Outcome.INVALID, stage.submit("SET", "input.sensitivity", "X"));
            assertEquals(Outcome.UNKNOWN, stage.submit("INSTCMD", "load.off"));
            assertEquals(Outcome.INVALID, stage.submit("SET", "ups.id", "x".repeat(513)));
        }
    }

    @Test
    void whatTheOtherDriverMadeOfAnOrderIsWhatWeMakeOfIt() throws IOException, InterruptedException {
        account("USER = repeater\nPASS = secret\n");
        for (String name : List.of("success", "unknown", "failed")) {
            upsd.answers.put("INSTCMD su700 " + name, "OK TRACKING " + name + "\n");
        }
        upsd.answers.put("GET TRACKING success", "SUCCESS\n");
        upsd.answers.put("GET TRACKING unknown", "ERR UNKNOWN\n");
        upsd.answers.put("GET TRACKING failed", "PENDING\n");

        try (Stage stage = stage(Map.of())) {
            assertEquals(Outcome.HANDLED, stage.submit("INSTCMD", "success"));
            assertEquals(Outcome.UNKNOWN, stage.submit("INSTCMD", "unknown"));
            assertEquals(Outcome.FAILED, stage.submit("INSTCMD", "failed"));
            stage.awaitValue("ups.status", "OL");
        }
    }

    @Test
    void staleDataThereAreStaleDataHere() throws IOException, InterruptedException {
        try (Stage stage = stage(Map.of())) {
            stage.awaitValue("ups.status", "OL");
            upsd.answers.put("LIST VAR su700", "ERR DATA-STALE\n");
            stage.awaitStale();
            assertEquals("OL", stage.value("ups.status"));
            upsd.list("VAR su700", "ups.status \"OB\"");
            stage.awaitValue("ups.status", "OB");
        }
    }

    @Test
    void anUpsdThatWaitsForItsDriverHasNoDataYet() throws IOException, InterruptedException {
        try (Stage stage = stage(Map.of())) {
            stage.awaitValue("ups.status", "OL");
            upsd.list("VAR su700", "ups.status \"WAIT\"");
            stage.awaitStale();
            assertEquals("OL", stage.value("ups.status"));
            assertEquals("tower", stage.value("ups.id"));
        }
    }

    @Test
    void anUpsdThatGoesAndReturnsIsFoundAgainWithItsAccount() throws IOException, InterruptedException {
        account("[@localhost]\nUSER = nobody\nPASS = wrong\n[127.0.0.1:" + upsd.port() + "]\nUSER = repeater\nPASS = secret\n");

        try (Stage stage = stage(Map.of())) {
            stage.await("commands", () -> stage.isFresh() && !stage.commands().isEmpty());
            int port = upsd.port();
            Map<String, String> answers = upsd.answers;
            upsd.close();
            stage.awaitStale();
            upsd = new FakeUpsd(port);
            upsd.answers.putAll(answers);
            upsd.list("VAR su700", "ups.status \"OL CHRG\"");
            stage.awaitValue("ups.status", "OL CHRG");
            assertTrue(upsd.requests.contains("PASSWORD secret"), upsd.requests::toString);
        }
    }

    @Test
    void anUpsdThatSaysNothingOrNonsenseIsAsGoodAsNone() throws IOException, InterruptedException {
        try (Stage stage = stage(Map.of())) {
            stage.awaitValue("ups.status", "OL");
            upsd.answers.put("LIST VAR su700", "");
            stage.awaitStale();
            upsd.list("VAR su700", "\"a b\" \"c\"", "ups.status \"OB\"");
            stage.awaitValue("ups.status", "OB");
            upsd.answers.put("LIST VAR su700", "GET A LIFE\n");
            stage.awaitStale();
        }
    }

    @Test
    void moreVariablesThanFitDoNotEndTheDriver() throws IOException, InterruptedException {
        String[] many = new String[5001];
        for (int i = 0; i < 5000; i++) {
            many[i] = "outlet." + i + ".desc \"" + "\\\"".repeat(100) + "\"";
        }
        many[5000] = "ups.status \"OB\"";
        upsd.list("VAR su700", many);

        try (Stage stage = stage(Map.of())) {
            stage.awaitValue("ups.status", "OB");
        }
    }

    @Test
    void aStartWithoutTheOtherUpsdIsAFault() throws IOException {
        int port = upsd.port();
        upsd.close();

        AdminFault fault = assertThrows(AdminFault.class, () -> stage(Map.of(), port));

        assertEquals("cannot repeat su700@127.0.0.1:" + port + ": Connection refused; start that upsd and its driver first, or set "
            + "repeater_disable_strict_start to wait for them", fault.getMessage());
    }

    @Test
    void aStartWithoutTheUpsThereIsAFault() {
        upsd.answers.put("LIST VAR su700", "ERR DRIVER-NOT-CONNECTED\n");

        AdminFault fault = assertThrows(AdminFault.class, () -> stage(Map.of()));

        assertTrue(fault.getMessage().contains(": its upsd says Driver not connected; start that upsd"), fault::getMessage);
    }

    @Test
    void withRepeaterDisableStrictStartTheDriverWaitsForTheOtherUpsdWithStaleData() throws IOException, InterruptedException {
        int port = upsd.port();
        Map<String, String> answers = upsd.answers;
        upsd.close();

        try (Stage stage = stage(Map.of("repeater_disable_strict_start", ""), port)) {
            stage.awaitStale();
            assertFalse(stage.statuses.stream().anyMatch(seen -> seen.startsWith("FRESH")), stage.statuses::toString);
            upsd = new FakeUpsd(port);
            upsd.answers.putAll(answers);
            stage.awaitValue("ups.status", "OL");
        }
    }

    @Test
    void anAuthconfThatIsNotThereOrThatWantsTlsIsAFault() throws IOException {
        AdminFault none = assertThrows(AdminFault.class, () -> stage(Map.of("authconf", "other.conf")));
        account("USER = repeater\nPASS = secret\nFORCESSL = yes\n");
        AdminFault tls = assertThrows(AdminFault.class, () -> stage(Map.of()));

        assertTrue(none.getMessage().startsWith("Can't open " + folder.resolve("other.conf")), none::getMessage);
        assertTrue(tls.getMessage().contains("without TLS (FORCESSL or CERTVERIFY), which the repeater cannot do yet"), tls::getMessage);
    }

    private void account(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("nutauth.conf"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Stage stage(Map<String, String> settings) throws IOException, InterruptedException {
        return stage(settings, upsd.port());
    }

    private Stage stage(Map<String, String> settings, int port) throws IOException, InterruptedException {
        return new Stage(folder, "su700@127.0.0.1:" + port, Duration.ofMillis(100), settings);
    }
}
