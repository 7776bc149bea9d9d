package nut.driver.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.state.Outcome;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.driver.apc.ApcKind;
import nut.driver.core.DriverSettings.Choice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverSelfTest {
    private final UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());
    private final Map<String, Choice> choices = new HashMap<>();
    private final ScriptedDriver driver = new ScriptedDriver();
    private Duration interval = Duration.ofSeconds(2);
    private String port = "/dev/ttyS1";
    private int exits;
    private DriverSelf self;
    private RequestDesk desk;

    /** Does what it is told, and remembers. */
    private static final class ScriptedDriver implements Driver {
        private final List<String> heard = new ArrayList<>();
        private boolean cuts = true;

        @Override
        public void attach(int patience) {
            heard.add("attach");
        }

        @Override
        public void beginPoll() {
        }

        @Override
        public boolean pollNext() {
            return false;
        }

        @Override
        public Outcome run(String command, String value) {
            heard.add(command);
            return command.equals("load.off") ? Outcome.HANDLED : Outcome.FAILED;
        }

        @Override
        public Outcome set(String variable, String value) {
            heard.add(variable + "=" + value);
            return Outcome.HANDLED;
        }

        @Override
        public boolean cutPower() {
            heard.add("cut");
            return cuts;
        }
    }

    @BeforeEach
    void begin() {
        state.set("battery.charge", "90");
        state.set("ups.status", "OL");
        choose("nolock", "");
        choose("sdtype", "1");
        start();
    }

    private void choose(String name, String value) {
        choices.put(name, new Choice(value, "ups.conf:3"));
    }

    private DriverSettings settings() {
        return new DriverSettings("newapc", "su700", port, interval, Optional.empty(), choices);
    }

    private void start() {
        self = new DriverSelf(settings(), new ApcKind(), state, driver, new Rereading(this::settings, 0));
        desk = new RequestDesk(self, driver, () -> exits++);
        self.describe("1.2.3");
    }

    private Outcome perform(String... words) throws IOException {
        return desk.perform(Arrays.asList(words));
    }

    @Test
    void itTellsWhatItIsAndHowItWasStarted() {
        assertEquals(Optional.of("newapc"), state.value("driver.name"));
        assertEquals(Optional.of("1.2.3"), state.value("driver.version"));
        assertEquals(Optional.of("/dev/ttyS1"), state.value("driver.parameter.port"));
        assertEquals(Optional.of("2"), state.value("driver.parameter.pollinterval"));
        assertEquals(Optional.of("1"), state.value("driver.parameter.sdtype"));
        assertEquals(Optional.of("enabled"), state.value("driver.flag.nolock"));
        assertEquals(Optional.of("0"), state.value("driver.flag.allow_killpower"));
        assertEquals(Optional.of("quiet"), state.value("driver.state"));
        UpsVariable debug = state.snapshot().variable("driver.debug").orElseThrow();
        assertTrue(debug.flags().containsAll(List.of(ValueFlag.RW, ValueFlag.NUMBER)));
        assertTrue(state.hasCommand("driver.killpower"));
        assertTrue(state.hasCommand("driver.reload"));
    }

    @Test
    void thePowerIsCutByCommandOnlyWhenThatIsAllowed() throws IOException {
        Outcome refused = perform("INSTCMD", "driver.killpower");
        perform("SET", "driver.flag.allow_killpower", "yes");
        Outcome done = perform("INSTCMD", "driver.killpower");
        driver.cuts = false;
        Outcome failed = perform("INSTCMD", "driver.killpower");

        assertEquals(List.of(Outcome.INVALID, Outcome.HANDLED, Outcome.FAILED), List.of(refused, done, failed));
        assertEquals(List.of("cut", "cut"), driver.heard);
        assertEquals(Optional.of("quiet"), state.value("driver.state"));
    }

    @Test
    void theDebugLevelIsSetAndGivenBack() throws IOException {
        choose("debug_min", "1");
        start();
        perform("SET", "driver.debug", "3");
        Optional<String> set = state.value("driver.debug");
        perform("SET", "driver.debug", "-1");

        assertEquals(Optional.of("3"), set);
        assertEquals(Optional.of("1"), state.value("driver.debug"));
        assertEquals(Outcome.INVALID, perform("SET", "driver.debug", "much"));
        perform("SET", "driver.debug", "0");
    }

    @Test
    void whatIsNotForTheDriverGoesToTheUps() throws IOException {
        perform("INSTCMD", "load.off");
        perform("SET", "ups.id", "RACK4");

        assertEquals(List.of("load.off", "ups.id=RACK4"), driver.heard);
        assertEquals(Outcome.INVALID, perform("SET", "ups.id"));
        assertEquals(Outcome.UNKNOWN, perform("DANCE", "now"));
    }

    @Test
    void aReloadAppliesWhatMayChangeAndNamesTheRest() throws IOException {
        interval = Duration.ofSeconds(7);
        port = "/dev/ttyS2";
        choose("sdtype", "5");
        choose("allow_killpower", "");
        Outcome applied = perform("INSTCMD", "driver.reload");
        Outcome error = perform("INSTCMD", "driver.reload-or-error");

        assertEquals(Outcome.HANDLED, applied);
        assertEquals(Outcome.FAILED, error);
        assertEquals(Duration.ofSeconds(7), self.settings().pollInterval());
        assertEquals(Optional.of("7"), state.value("driver.parameter.pollinterval"));
        assertEquals(Optional.of("1"), state.value("driver.flag.allow_killpower"));
        assertEquals("/dev/ttyS1", self.settings().port());
        assertEquals(Optional.of("1"), self.settings().value("sdtype"));
        assertEquals(0, exits);
    }

    @Test
    void aReloadThatMayExitDoesSoOnlyForWhatNeedsAStart() throws IOException {
        perform("INSTCMD", "driver.reload-or-exit");
        int before = exits;
        choose("sdtype", "5");
        perform("INSTCMD", "driver.reload-or-exit");

        assertEquals(0, before);
        assertEquals(1, exits);
    }

    @Test
    void aReloadOfNonsenseChangesNothing() throws IOException {
        DriverSelf broken = new DriverSelf(settings(), new ApcKind(), state, driver, new Rereading(() -> {
            throw new AdminFault("ups.conf:4: sdtype must be a digit from 0 to 5, not 9");
        }, 0));

        assertEquals(Outcome.FAILED, broken.reload(ReloadManner.APPLY, () -> exits++));
        assertEquals(Duration.ofSeconds(2), broken.settings().pollInterval());
        assertEquals(0, exits);
    }

    @Test
    void ignorelbIsRefusedWhereNothingElseTells() {
        choose("ignorelb", "");
        AdminFault fault = assertThrows(AdminFault.class, this::start);
        state.set("battery.charge.low", "95");
        start();

        assertTrue(fault.getMessage().startsWith("ups.conf:3: ignorelb leaves nothing that tells"), fault.getMessage());
        assertEquals(Optional.of("OL LB"), state.snapshot().value("ups.status"));
        assertEquals(Optional.of("enabled"), state.value("driver.flag.ignorelb"));
    }

    @Test
    void ignorelbThatComesByAReloadIsRefusedWithoutHarm() throws IOException {
        choose("ignorelb", "");
        Outcome outcome = perform("INSTCMD", "driver.reload");

        assertEquals(Outcome.FAILED, outcome);
        assertFalse(self.settings().flag("ignorelb"));
        assertEquals(Optional.empty(), state.value("driver.flag.ignorelb"));
    }

    @Test
    void sdcommandsAreTriedInTurnUntilOneIsAccepted() throws IOException {
        boolean cut = desk.cutPower(Optional.of("shutdown.return, load.off,shutdown.default"));

        assertTrue(cut);
        assertEquals(List.of("attach", "shutdown.return", "load.off"), driver.heard);
    }

    @Test
    void sdcommandsMayNameTheDriversOwnWay() throws IOException {
        driver.cuts = false;
        boolean cut = desk.cutPower(Optional.of("shutdown.default,beeper.on"));

        assertFalse(cut);
        assertEquals(List.of("cut", "attach", "beeper.on"), driver.heard);
    }
}
