package nut.driver.apc;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.driver.core.DriverSettings;
import nut.driver.core.DriverSettings.Choice;
import nut.driver.core.UpsState;

/** The driver with a scripted UPS at the end of its line. */
final class Rig {
    final ScriptedUps ups;
    final List<UpsSnapshot> published = new ArrayList<>();
    final UpsState state = new UpsState(published::add, Map.of(), Map.of());
    final ApcDriver driver;

    Rig(ScriptedUps ups, Map<String, String> choices) {
        this.ups = ups;
        this.driver = new ApcDriver(ups, state, ApcSettings.of(settings(choices)), () -> false);
    }

    /** A driver that has found this UPS. */
    static Rig attached(ScriptedUps ups) throws IOException {
        Rig rig = new Rig(ups, Map.of());
        rig.driver.attach(5);
        return rig;
    }

    static DriverSettings settings(Map<String, String> choices) {
        Map<String, Choice> given = new HashMap<>();
        choices.forEach((name, value) -> given.put(name, new Choice(value, "ups.conf:5")));
        return new DriverSettings("newapc", "su700", "/dev/ttyS1", Duration.ofSeconds(2), Optional.empty(), given);
    }

    String value(String variable) {
        return state.value(variable).orElse("");
    }

    UpsVariable variable(String name) {
        return state.snapshot().variable(name).orElseThrow();
    }

    /** All polls of a round. */
    void pollRound() throws IOException {
        for (int i = 0; i < Rhythm.ROUND; i++) {
            poll();
        }
    }

    void poll() throws IOException {
        driver.beginPoll();
        boolean more = true;
        while (more) {
            more = driver.pollNext();
        }
    }
}
