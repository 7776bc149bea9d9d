package nut.upsd.driverlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.UpsSnapshot;
import nut.upsd.LogLines;
import nut.upsd.answer.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServedUpsTest {
    private static final Duration MAX_AGE = Duration.ofSeconds(15);
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;
    private static final String STALE = "WARN Data for UPS [su700] is stale - check driver";
    private static final String STALE_NO_LONGER = "INFO UPS [su700] data is no longer stale";

    private final LogLines log = new LogLines(ServedUps.class);
    private final AtomicLong heartbeat = new AtomicLong(START);
    private final ServedUps ups = new ServedUps("su700", "newapc", Optional.empty(), START);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aDriverThatConnectsIsServedWithoutAnyWords() {
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);
        ups.changed(view(DataStatus.FRESH, snapshot("OB")), START);
        ups.watch(START, MAX_AGE);

        assertEquals(Availability.AVAILABLE, ups.availability());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void dataAreStaleWhenTheHeartbeatIsOlderThanMaxAge() {
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);

        ups.watch(START + 15 * SECOND, MAX_AGE);
        Availability atMaxAge = ups.availability();
        ups.watch(START + 15 * SECOND + 1, MAX_AGE);
        Availability beyond = ups.availability();
        ups.watch(START + 60 * SECOND, MAX_AGE);

        assertEquals(Availability.AVAILABLE, atMaxAge);
        assertEquals(Availability.STALE, beyond);
        assertEquals(List.of(STALE), log.lines());
    }

    @Test
    void aHungDriverThatBeatsAgainIsServedAgain() {
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);
        ups.watch(START + 20 * SECOND, MAX_AGE);
        heartbeat.set(START + 21 * SECOND);

        ups.watch(START + 21 * SECOND, MAX_AGE);
        ups.watch(START + 22 * SECOND, MAX_AGE);

        assertEquals(Availability.AVAILABLE, ups.availability());
        assertEquals(List.of(STALE, STALE_NO_LONGER), log.lines());
    }

    @Test
    void aDriverThatLosesItsUpsMakesTheDataStaleAtOnce() {
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);
        ups.changed(view(DataStatus.STALE, snapshot("OL")), START);

        ups.watch(START, MAX_AGE);

        assertEquals(Availability.STALE, ups.availability());
        assertEquals(List.of(STALE), log.lines());
    }

    @Test
    void aDriverThatHasNotYetHeardFromItsUpsIsGivenMaxAgeBeforeThatIsSaid() {
        ups.changed(view(DataStatus.STARTING, UpsSnapshot.EMPTY), START);

        ups.watch(START + 15 * SECOND, MAX_AGE);
        List<String> early = log.lines();
        ups.watch(START + 16 * SECOND, MAX_AGE);

        assertEquals(Availability.STALE, ups.availability());
        assertEquals(List.of(), early);
        assertEquals(List.of(STALE), log.lines());
    }

    @Test
    void aDriverThatLeavesIsServedNoMoreAndItsSuccessorAtOnce() {
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);
        ups.changed(new DriverView(false, DataStatus.CLOSED, snapshot("OL"), heartbeat::get), START);
        ups.watch(START + SECOND, MAX_AGE);
        Availability between = ups.availability();

        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START + 2 * SECOND);
        ups.watch(START + 2 * SECOND, MAX_AGE);

        assertEquals(Availability.NOT_CONNECTED, between);
        assertEquals(Availability.AVAILABLE, ups.availability());
        assertEquals(List.of(), log.lines());
    }

    @Test
    void aDriverThatStaysAwayIsSaidOnceEachTime() {
        ups.watch(START + 2 * SECOND, MAX_AGE);
        List<String> early = log.lines();
        ups.watch(START + 3 * SECOND, MAX_AGE);
        ups.watch(START + 4 * SECOND, MAX_AGE);
        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START + 5 * SECOND);
        ups.watch(START + 5 * SECOND, MAX_AGE);
        ups.changed(new DriverView(false, DataStatus.CLOSED, snapshot("OL"), heartbeat::get), START + 6 * SECOND);

        ups.watch(START + 9 * SECOND, MAX_AGE);

        String away = "ERROR Can't connect to UPS [su700] (newapc-su700): its driver is not running";
        assertEquals(List.of(), early);
        assertEquals(List.of(away, away), log.lines());
    }

    @Test
    void forcedShutdownOutlivesTheSnapshotAndTheDriver() {
        ups.changed(view(DataStatus.FRESH, snapshot("OB LB")), START);
        ups.forceShutdown();
        ups.changed(new DriverView(false, DataStatus.CLOSED, snapshot("OB LB"), heartbeat::get), START);

        ups.changed(view(DataStatus.FRESH, snapshot("OL")), START);

        Output out = new Output();
        ups.answers().variable("su700", "ups.status", out);
        assertEquals("VAR su700 ups.status \"FSD OL\"\n", out.toString());
    }

    @Test
    void answersAreKeptWhileTheSnapshotIsTheSame() {
        UpsSnapshot snapshot = snapshot("OL");
        ups.changed(view(DataStatus.FRESH, snapshot), START);
        Object first = ups.answers();

        ups.changed(view(DataStatus.STALE, snapshot), START);
        Object same = ups.answers();
        ups.changed(view(DataStatus.FRESH, snapshot("OB")), START);

        assertSame(first, same);
        assertNotSame(first, ups.answers());
    }

    private DriverView view(DataStatus status, UpsSnapshot snapshot) {
        return new DriverView(true, status, snapshot, heartbeat::get);
    }

    private static UpsSnapshot snapshot(String status) {
        return UpsSnapshot.EMPTY.toBuilder().set("ups.status", status).build();
    }
}
