package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import nut.driver.core.DriverKind;
import nut.driver.core.UpsState;
import nut.driver.line.InputLine;
import nut.driver.line.ModemLines;
import nut.driver.line.OutputLines;
import nut.driver.simulator.ContactsOnTheBench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver and a simulated Back-UPS, each with its own statement of what a cable's lines mean. */
class SimulatedBackUpsTest {
    private final FakeWire clock = new FakeWire();
    private final UpsState state = new UpsState(snapshot -> { }, Map.of(), Map.of());

    /** The UPS's lines, in the driver's time. */
    private final class Cable implements ModemLines {
        private final ContactsOnTheBench ups;
        private long seen = clock.nanos();

        Cable(ContactsOnTheBench ups) {
            this.ups = ups;
        }

        ModemLines open(OutputLines levels) {
            drive(levels);
            return this;
        }

        @Override
        public Set<InputLine> raised() {
            catchUp();
            EnumSet<InputLine> raised = EnumSet.noneOf(InputLine.class);
            for (InputLine line : InputLine.values()) {
                if (ups.isHigh(line.name())) {
                    raised.add(line);
                }
            }
            return raised;
        }

        @Override
        public void drive(OutputLines levels) {
            catchUp();
            ups.set("DTR", levels.dtr());
            ups.set("RTS", levels.rts());
        }

        private void catchUp() {
            ups.pass((clock.nanos() - seen) / 1e9);
            seen = clock.nanos();
        }

        @Override
        public void close() {
            catchUp();
        }
    }

    private DriverKind.Wiring wire(ContactsOnTheBench ups, String type) {
        return GenericKind.wire(GenericSettingsTest.settings("upstype=" + type, "sdtime=4"), state, new Cable(ups)::open, clock, () -> { },
            () -> false);
    }

    private String statusAfter(DriverKind.Wiring wiring, int millis) throws IOException {
        clock.passMillis(millis);
        wiring.driver().listen();
        return state.value("ups.status").orElse("");
    }

    @ParameterizedTest
    @CsvSource({"1, 940-0095A", "2, 940-0020B", "9, 940-0023A", "12, 940-0119A"})
    void aPowerFailureIsSeenThroughEachOfItsCables(String type, String cable) throws IOException {
        ContactsOnTheBench ups = new ContactsOnTheBench(cable);
        DriverKind.Wiring wiring = wire(ups, type);
        wiring.port().open();
        wiring.driver().attach(5);
        String before = state.value("ups.status").orElse("");

        ups.mains(false);
        String failed = statusAfter(wiring, 1000);
        ups.exhaustBattery();
        String low = statusAfter(wiring, 1000);
        ups.mains(true);
        String back = statusAfter(wiring, 1000);

        assertEquals("OL", before);
        assertEquals("OB", failed);
        assertEquals("OB LB", low);
        assertTrue(back.startsWith("OL"), back);
    }

    @ParameterizedTest
    @CsvSource({"1, 940-0095A", "2, 940-0020B", "9, 940-0023A", "12, 940-0119A"})
    void thePowerIsCutThroughEachOfItsCables(String type, String cable) throws IOException {
        ContactsOnTheBench ups = new ContactsOnTheBench(cable);
        ups.mains(false);
        DriverKind.Wiring wiring = wire(ups, type);
        wiring.port().open();
        boolean before = ups.feedsLoad();
        boolean could = wiring.driver().cutPower();
        wiring.port().close();

        assertTrue(before);
        assertTrue(could);
        assertFalse(ups.feedsLoad());
    }
}
