package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When the load returns, and what the port hears meanwhile, on units before the third generation. */
class SleepTest {
    @Test
    void hibernationCountsFromTheCutAndReturnsWithoutMains() {
        Bench bench = Bench.of("smart-ups-600");
        bench.ups().mains(false);
        bench.type(0.05, "@001");

        bench.pass(20 + 359);
        boolean early = bench.ups().feedsLoad();
        bench.pass(1.1);

        assertFalse(early);
        assertTrue(bench.ups().feedsLoad());
        assertTrue(bench.ups().onBattery());
    }

    @Test
    void aReturningMainsDoesNotWakeItBeforeItsTime() {
        Bench bench = Bench.of("smart-ups-600");
        bench.ups().mains(false);
        bench.type(0.05, "@001");
        bench.pass(30);

        bench.ups().mains(true);
        bench.pass(300);

        assertFalse(bench.ups().feedsLoad());
    }

    @Test
    void theLineIsDeafFromTheAcceptanceToTheReturn() {
        Bench bench = Bench.of("smart-ups-600");

        String accepted = bench.type(0.05, "@001");
        String grace = bench.ask("Q\177");
        bench.pass(30);
        String asleep = bench.ask("YQ");
        bench.pass(400);

        assertEquals("*", accepted);
        assertEquals("", grace + asleep);
        assertEquals("SM\r\n08\r\n", bench.ask("YQ"));
    }

    @Test
    void zeroTenthsOfAnHourDoNothing() {
        Bench bench = Bench.of("smart-ups-600");

        String answer = bench.type(0.05, "@000");
        bench.pass(60);

        assertEquals("", answer);
        assertTrue(bench.ups().feedsLoad());
        assertTrue(bench.events.getLast().startsWith("WARNING @000 does nothing"), bench.events.toString());
    }

    @Test
    void softHibernationReturnsAtOnceWhateverTheChargeAndTheDelay() {
        Bench bench = Bench.of("smart-ups-600");
        bench.type(0.05, "r-r-e--e-");
        bench.ups().mains(false);
        bench.ups().charge(0.2);
        bench.ask("S");
        bench.pass(20);
        boolean cut = !bench.ups().feedsLoad();

        bench.ups().mains(true);
        bench.pass(4.1);

        assertTrue(cut);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void softHibernationOnMainsIsMetWithSilence() {
        Bench bench = Bench.of("smart-ups-600");

        assertEquals("", bench.ask("S"));
    }

    @Test
    void hibernationIsRefusedWhileTheLoadIsOff() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);
        bench.ask("S");
        bench.pass(21);

        assertEquals("NA\r\n", bench.ask("@"));
    }
}
