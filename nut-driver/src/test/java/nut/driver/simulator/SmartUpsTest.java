package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmartUpsTest {
    @Test
    void chargeAndRuntimeFallOnBattery() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);

        bench.pass(299);

        assertEquals("050.0\r\n", bench.ask("f").replace("!", ""));
        assertEquals("0004:\r\n", bench.ask("j").replace("!", ""));
    }

    @Test
    void aHeavierLoadEmptiesTheBatteryFasterThanInProportion() {
        Battery battery = new Battery(24, 27.87, 40, 25, 1);

        double runtime = battery.runtimeMinutes(50);

        assertTrue(runtime < 20 && runtime > 15, "runtime is " + runtime);
    }

    @Test
    void theBatteryIsRechargedOnMains() {
        Bench bench = Bench.smart(10, 0.5);

        bench.pass(2 * 3600);

        assertEquals("100.0\r\n", bench.ask("f"));
    }

    @Test
    void lineFailIsToldAgainEveryThirtySecondsUntilTheBatteryIsLow() {
        Bench bench = Bench.smart(3.9, 1);

        String first = bench.after(() -> bench.ups().mains(false));
        String next = bench.pass(113);
        String low = bench.pass(2);
        String after = bench.pass(100);

        assertEquals("!", first);
        assertEquals("!!!", next);
        assertEquals("%", low);
        assertEquals("", after);
    }

    @Test
    void aReturningMainsIsToldOnlyAfterItsLoss() {
        Bench bench = Bench.smart();

        String unasked = bench.after(() -> bench.ups().mains(true));
        bench.ups().mains(false);
        String asked = bench.after(() -> bench.ups().mains(true));

        assertEquals("", unasked);
        assertEquals("$", asked);
    }

    @Test
    void aBatteryThatWasLowIsToldToBeGoodAgainWithTheMains() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);

        String low = bench.after(bench.ups()::exhaust);
        String status = bench.ask("Q");
        String good = bench.after(() -> bench.ups().mains(true));

        assertEquals("%", low);
        assertEquals("50\r\n", status);
        assertEquals("$+", good);
    }

    @Test
    void anEmptyBatteryDropsTheLoadAndTheUpsFallsSilent() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);

        bench.pass(601);

        assertTrue(bench.events.contains("LOAD CUT by empty battery"), bench.events.toString());
        assertTrue(bench.said.toString().endsWith("?"));
        assertEquals("", bench.ask("QY"));
    }

    @Test
    void afterAnEmptyBatteryTheReturnOfTheMainsFeedsTheLoadInSimpleMode() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);
        bench.pass(601);

        bench.ups().mains(true);
        bench.pass(5);

        assertTrue(bench.ups().feedsLoad());
        assertEquals("", bench.ask("Q"));
        assertEquals("SM\r\n08\r\n", bench.ask("YQ"));
    }

    @Test
    void softHibernationIsRefusedOnMains() {
        Bench bench = Bench.smart();

        String answer = bench.ask("S");

        assertEquals("NA\r\n", answer);
        assertEquals("", bench.pass(600));
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void softHibernationCutsTheLoadAfterTheGraceTimeAndReturnsWithTheMains() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);

        String answer = bench.ask("S");
        bench.pass(19.9);
        boolean inGrace = bench.ups().feedsLoad();
        bench.pass(0.2);
        boolean cut = bench.ups().feedsLoad();
        String asleep = bench.ask("Q8");
        bench.ups().mains(true);
        bench.pass(5);

        assertEquals("OK\r\n", answer);
        assertTrue(inGrace);
        assertFalse(cut);
        assertEquals("00\r\n10\r\n", asleep);
        assertTrue(bench.ups().feedsLoad());
        assertEquals("08\r\n", bench.ask("Q"));
    }

    @Test
    void theReturnWaitsForTheWakeUpDelayAndTheCharge() {
        Bench bench = Bench.smart(10, 0.4);
        bench.ask("r-");
        bench.ask("e--");
        bench.ask("e-");
        bench.ups().mains(false);
        bench.ask("S");
        bench.pass(25);
        bench.ups().mains(true);

        bench.pass(59);
        boolean afterDelay = bench.ups().feedsLoad();
        bench.pass(1800);

        assertEquals("060\r\n50\r\n", bench.ask("re"));
        assertFalse(afterDelay);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void hardHibernationWorksOnMainsAndSleepsItsSixMinutesLonger() {
        Bench bench = Bench.smart();

        String answer = bench.ask("@002");
        bench.pass(21);
        boolean cut = bench.ups().feedsLoad();
        bench.pass(700);
        boolean still = bench.ups().feedsLoad();
        bench.pass(20);

        assertEquals("OK\r\n", answer);
        assertFalse(cut);
        assertFalse(still);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void hardHibernationCountsFromTheReturnOfTheMains() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);
        bench.ask("@001");
        bench.pass(1000);

        bench.ups().mains(true);
        bench.pass(350);
        boolean early = bench.ups().feedsLoad();
        bench.pass(11);

        assertFalse(early);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void aDelayedPowerOffStaysOffUntilItIsSwitchedOn() {
        Bench bench = Bench.smart();

        String answer = bench.ask("K") + bench.pass(1) + bench.ask("K");
        bench.pass(21);
        boolean cut = bench.ups().feedsLoad();
        bench.pass(3600);
        boolean later = bench.ups().feedsLoad();
        bench.ask("\16");
        bench.pass(1);
        bench.ask("\16");

        assertEquals("OK\r\n", answer);
        assertFalse(cut);
        assertFalse(later);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void anInstantPowerOffTakesNoTimeAndGivesNoAnswer() {
        Bench bench = Bench.smart();

        String answer = bench.ask("Z") + bench.pass(1) + bench.ask("Z");

        assertEquals("", answer);
        assertFalse(bench.ups().feedsLoad());
    }

    @Test
    void aShutdownInItsGraceTimeCanBeAborted() {
        Bench bench = Bench.smart();
        bench.ask("@000");

        String answer = bench.ask("\177");
        bench.pass(60);

        assertEquals("OK\r\n", answer);
        assertTrue(bench.ups().feedsLoad());
        assertEquals("NO\r\n", bench.ask("\177"));
    }

    @Test
    void aSelfTestRunsOnBatteryForAMomentAndLeavesAResult() {
        Bench bench = Bench.smart();

        String answer = bench.ask("W");
        String during = bench.ask("QG");
        String end = bench.pass(8);

        assertEquals("OK\r\n", answer);
        assertEquals("!10\r\nS\r\n", during);
        assertEquals("$", end);
        assertEquals("OK\r\n", bench.ask("X"));
        bench.pass(301);
        assertEquals("NO\r\n", bench.ask("X"));
    }

    @Test
    void aCalibrationEndsAtAQuarterOfTheCharge() {
        Bench bench = Bench.smart(20, 1);

        String answer = bench.ask("D");
        String during = bench.ask("Q");
        bench.pass(15 * 60);

        assertTrue(answer.contains("OK\r\n"));
        assertEquals("!11\r\n", during);
        assertEquals("08\r\n", bench.ask("Q"));
        assertEquals(25, bench.ups().charge() * 100, 1);
    }

    @Test
    void anOverloadIsToldAtItsBeginAndItsEnd() {
        Bench bench = Bench.smart();

        String begin = bench.after(() -> bench.ups().load(120));
        String during = bench.ask("Q");
        String end = bench.after(() -> bench.ups().load(50));

        assertEquals("?", begin);
        assertEquals("28\r\n", during);
        assertEquals("=", end);
    }
}
