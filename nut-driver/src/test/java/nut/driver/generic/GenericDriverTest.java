package nut.driver.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nut.common.state.UpsSnapshot;
import nut.driver.core.Driver;
import nut.driver.core.DriverKind;
import nut.driver.core.UpsState;
import nut.driver.line.LineLost;
import nut.driver.line.NoAnswer;
import nut.driver.line.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericDriverTest {
    private final FakeWire wire = new FakeWire();
    private final List<UpsSnapshot> published = new ArrayList<>();
    private final AtomicInteger news = new AtomicInteger();
    private Port port;
    private Driver driver;

    @Test
    void theUpsIsKnownByTheSettingsAlone() throws IOException {
        wire.lines("CTS DCD");

        start("upstype=4", "mfr=Acme", "serial=17");

        UpsSnapshot snapshot = published.getLast();
        assertEquals("Acme", snapshot.value("ups.mfr").orElseThrow());
        assertEquals("Generic RUPS model", snapshot.value("ups.model").orElseThrow());
        assertEquals("17", snapshot.value("device.serial").orElseThrow());
        assertEquals("OL", snapshot.value("ups.status").orElseThrow());
    }

    @Test
    void cablePowerIsThereBeforeTheFirstLook() throws IOException {
        start("upstype=1");

        assertEquals("0 open DTR", wire.record.getFirst());
        assertEquals(1, wire.record.size());
    }

    @Test
    void linesThatSettleAfterCablePowerDoNotMakeAWrongFirstStatus() throws IOException {
        wire.lines("");
        wire.linesIn(380, "CTS DCD");

        start("upstype=4");

        assertEquals(List.of("OL"), statuses());
    }

    @Test
    void aFailureOfTheMainsIsNewsWithin250Milliseconds() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");
        long before = wire.millis();

        wire.lines("DCD");
        passUntilNews();
        driver.listen();

        assertEquals(List.of("OL", "OB"), statuses());
        assertTrue(wire.millis() - before <= 250, wire.millis() - before + " ms");
    }

    @Test
    void everyWordComesFromItsLine() throws IOException {
        wire.lines("CTS DCD RNG DSR");
        start("upstype=23");

        become("DCD RNG DSR");
        become("RNG DSR");
        become("DSR");
        become("");
        become("CTS DCD RNG DSR");

        assertEquals(List.of("OL", "OB", "OB LB", "OB LB RB", "OB LB RB BYPASS", "OL"), statuses());
    }

    @Test
    void aDipOf100MillisecondsChangesNothing() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");

        wire.lines("DCD");
        wire.linesIn(100, "CTS DCD");
        wire.passMillis(2000);
        driver.pollNext();

        assertEquals(List.of("OL"), statuses());
        assertEquals(1, news.get());
    }

    @Test
    void aLineThatBouncesForSomeSecondsIsNoNewsAndOneThatDoesNotStopIsNoStatus() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");
        for (int i = 0; i < 600; i++) {
            wire.linesIn(20 + 60L * i, i % 2 == 0 ? "CTS" : "CTS DCD");
        }

        wire.passMillis(9000);
        driver.pollNext();
        wire.passMillis(2000);
        NoAnswer fault = assertThrows(NoAnswer.class, driver::pollNext);
        NoAnswer still = assertThrows(NoAnswer.class, driver::reattach);
        wire.passMillis(36_000);
        driver.reattach();

        assertEquals("line DCD does not hold still", fault.getMessage());
        assertEquals("line DCD does not hold still", still.getMessage());
        assertEquals(List.of("OL"), statuses());
        assertEquals(1, news.get());
    }

    @Test
    void aLineThatNeverHoldsStillIsNotGuessedAtTheStart() {
        for (int i = 0; i < 200; i++) {
            wire.linesIn(10 + 60L * i, i % 2 == 0 ? "CTS" : "CTS DCD");
        }

        NoAnswer fault = assertThrows(NoAnswer.class, () -> start("upstype=4"));

        assertEquals("line DCD does not hold still", fault.getMessage());
        assertEquals(5.0, wire.millis() / 1000.0, 0.1);
    }

    @Test
    void aDeviceThatGoesAwayIsNewsAndALostLineAndNeverALowBattery() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");

        wire.lines("");
        wire.plug(false);
        passUntilNews();
        boolean hasNews = port.hasNews();
        LineLost fault = assertThrows(LineLost.class, driver::listen);

        assertTrue(hasNews);
        assertEquals("the device is gone", fault.getMessage());
        assertEquals(List.of("OL"), statuses());
    }

    @Test
    void linesThatCannotBeReadAnyMoreAreALostLineAndNotAnOldStatus() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");

        wire.stick();
        wire.passMillis(4000);
        driver.pollNext();
        wire.passMillis(2000);
        LineLost fault = assertThrows(LineLost.class, driver::pollNext);

        assertEquals("its modem lines could not be read for 5 s", fault.getMessage());
    }

    @Test
    void aDeviceThatComesBackIsGivenCablePowerAndReadAnew() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");
        wire.plug(false);
        passUntilNews();
        assertThrows(LineLost.class, driver::listen);
        port.close();
        LineLost absent = assertThrows(LineLost.class, port::open);

        wire.plug(true);
        wire.lines("DCD");
        port.open();
        driver.reattach();

        assertEquals("no such device", absent.getMessage());
        assertEquals(List.of("OL", "OB"), statuses());
        assertTrue(wire.record.getLast().endsWith(" open RTS"), wire.record.toString());
    }

    @Test
    void theEndLeavesCablePowerOn() throws IOException {
        wire.lines("CTS DCD");
        start("upstype=4");

        driver.detach();
        port.close();

        assertEquals(List.of("0 open RTS", wire.millis() + " close"), wire.record);
    }

    @ParameterizedTest
    @CsvSource({
        " 0, DTR+RTS, RTS", " 1, DTR, RTS", " 2, RTS, DTR+RTS", " 3, DTR, DTR+RTS", " 4, RTS, none", " 5, DTR, DTR+RTS", " 6, DTR, RTS",
        " 7, RTS, DTR", " 9, none, RTS", "10, RTS, DTR", "12, RTS, DTR", "14, DTR, RTS", "19, DTR, RTS", "21, RTS, DTR+RTS",
        "22, RTS, DTR"})
    void theShutdownSignalIsGivenAndHeldForSdtime(int type, String power, String shutdown) throws IOException {
        prepare("upstype=" + type, "sdtime=4");
        port.open();

        boolean could = driver.cutPower();
        long given = Long.parseLong(wire.record.get(1).substring(0, wire.record.get(1).indexOf(' ')));
        port.close();

        assertTrue(could);
        assertEquals(List.of("0 open " + power, given + " " + shutdown, given + 4000 + " close"), wire.record);
        assertTrue(given <= 1000, given + " ms until the signal");
    }

    @ParameterizedTest
    @CsvSource({"11, DTR, ''", "13, DTR+RTS, ''", "15, DTR, 2", "20, DTR, 9"})
    void aBreakIsHeldForFiveSecondsAtLeastOverCablePower(int type, String power, String sdtime) throws IOException {
        prepare(sdtime.isEmpty() ? new String[] {"upstype=" + type} : new String[] {"upstype=" + type, "sdtime=" + sdtime});
        port.open();

        boolean could = driver.cutPower();
        port.close();

        assertTrue(could);
        long given = Long.parseLong(wire.record.get(1).substring(0, wire.record.get(1).indexOf(' ')));
        long ended = given + (sdtime.equals("9") ? 9000 : 5000);
        assertEquals(List.of("0 open " + power, given + " " + power + "+ST", ended + " " + power, ended + " close"), wire.record);
    }

    @ParameterizedTest
    @CsvSource({"8", "16", "17", "18", "23"})
    void aUpsWithoutAShutdownLineIsNotShutDown(int type) throws IOException {
        prepare("upstype=" + type);
        port.open();

        assertFalse(driver.cutPower());
        assertEquals(1, wire.record.size());
    }

    @Test
    void theShutdownSignalIsTheAdminsWhenHeNamesOne() throws IOException {
        prepare("upstype=8", "SD=RTS+ST", "CP=RTS");
        port.open();

        driver.cutPower();

        assertEquals("RTS+ST", wire.record.get(1).substring(wire.record.get(1).indexOf(' ') + 1));
    }

    @Test
    void linesThatDoNotHoldStillDoNotHinderAShutdown() throws IOException {
        for (int i = 0; i < 200; i++) {
            wire.linesIn(10 + 60L * i, i % 2 == 0 ? "CTS" : "CTS DCD");
        }
        prepare("upstype=6");
        port.open();

        assertTrue(driver.cutPower());
        assertTrue(wire.record.getLast().endsWith(" RTS"), wire.record.toString());
    }

    @Test
    void aDeviceThatGoesAwayDuringTheShutdownIsNoSuccess() throws IOException {
        prepare("upstype=6", "sdtime=4");
        port.open();
        wire.in(3000, () -> wire.plug(false));

        assertThrows(LineLost.class, driver::cutPower);
    }

    private void prepare(String... settings) {
        UpsState state = new UpsState(published::add, Map.of(), Map.of());
        DriverKind.Wiring wiring = GenericKind.wire(GenericSettingsTest.settings(settings), state, wire::open, wire, news::incrementAndGet,
            () -> false);
        port = wiring.port();
        driver = wiring.driver();
    }

    private void start(String... settings) throws IOException {
        prepare(settings);
        port.open();
        driver.attach(5);
    }

    private void become(String lines) throws IOException {
        wire.lines(lines);
        passUntilNews();
        driver.listen();
    }

    private void passUntilNews() {
        int before = news.get();
        for (int i = 0; i < 1000 && news.get() == before; i++) {
            wire.passMillis(1);
        }
    }

    private List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        for (UpsSnapshot snapshot : published) {
            String status = snapshot.value("ups.status").orElse("");
            if (statuses.isEmpty() || !statuses.getLast().equals(status)) {
                statuses.add(status);
            }
        }
        return statuses;
    }
}
