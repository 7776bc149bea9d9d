package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Transfer voltages, SmartTrim and SmartBoost, bypass, and what the meters show. */
class TransferTest {
    @Test
    void anInputBelowTheLowTransferPointGoesToTheBattery() {
        Bench bench = Bench.smart();

        String told = bench.after(() -> bench.ups().voltage(102));
        String answers = bench.ask("QLOG") + bench.ask("G");

        assertEquals("!", told);
        assertEquals("10\r\n102.0\r\n115.0\r\nNA\r\nL\r\n", answers);
    }

    @Test
    void anInputAboveTheHighTransferPointGoesToTheBattery() {
        Bench bench = Bench.smart();

        bench.ups().voltage(133);

        assertEquals("10\r\nNA\r\nH\r\n00\r\n", bench.ask("QGG9"));
    }

    @Test
    void anInputThatIsGoodAgainEndsTheRunOnBattery() {
        Bench bench = Bench.smart();
        bench.ups().voltage(90);

        String told = bench.after(() -> bench.ups().voltage(117));

        assertEquals("$", told);
        assertEquals("08\r\n", bench.ask("Q"));
    }

    @Test
    void aLowInputIsBoostedAndAHighOneTrimmed() {
        Bench bench = Bench.smart();

        bench.ups().voltage(105);
        String low = bench.ask("QO");
        bench.ups().voltage(130);
        String high = bench.ask("QO");

        assertEquals("0C\r\n117.6\r\n", low);
        assertEquals("0A\r\n114.4\r\n", high);
    }

    @Test
    void aUnitWithoutSmartTrimPassesAHighInputOn() {
        Bench bench = Bench.of("smart-ups-600");

        bench.ups().voltage(128.5);

        assertEquals("08\r\n128.5\r\n", bench.ask("QO"));
    }

    @Test
    void aNewTransferPointCountsAtOnce() {
        Bench bench = Bench.smart();
        bench.ups().voltage(104);
        String before = bench.ask("Q");

        String told = bench.ask("l-") + bench.ask("-").replace("NO\r\n", "") + bench.ask("l-l-l");

        assertEquals("0C\r\n", before);
        assertTrue(told.contains("106"), told);
        assertEquals("!", told.replaceAll("[^!]", ""));
    }

    @Test
    void theExtremesOfTheInputAreKeptUntilTheyAreAsked() {
        Bench bench = Bench.smart();
        bench.ups().voltage(90);
        bench.ups().voltage(125);
        bench.ups().voltage(118.3);

        String extremes = bench.ask("MNMN").replace("!", "").replace("$", "");

        assertEquals("125.0\r\n090.0\r\n118.3\r\n118.3\r\n", extremes);
    }

    @Test
    void theBypassPassesTheMainsOnAndIsLeftAgain() {
        Bench bench = Bench.of("matrix-ups");

        String entered = bench.ask("^~");
        String left = bench.ask("^~");

        assertEquals("BYP\r\n08\r\n", entered);
        assertEquals("INV\r\n00\r\n", left);
    }

    @Test
    void aLoadInBypassFallsWithTheMains() {
        Bench bench = Bench.of("matrix-ups");
        bench.ask("^");

        bench.ups().mains(false);
        boolean fell = !bench.ups().feedsLoad();
        bench.ups().mains(true);
        bench.pass(5);

        assertTrue(fell);
        assertTrue(bench.events.contains("LOAD CUT by mains failure in bypass"), bench.events.toString());
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void aSelfTestOfABadBatteryFails() {
        Bench bench = Bench.smart();
        String told = bench.after(() -> bench.ups().replaceBattery(true));

        bench.ask("W");
        bench.pass(10);

        assertEquals("#", told);
        assertEquals("BT\r\n88\r\n", bench.ask("XQ"));
    }

    @Test
    void aBatteryToBeReplacedIsToldAgainEveryFiveHours() {
        Bench bench = Bench.smart();
        bench.ups().replaceBattery(true);

        String told = bench.pass(10 * 3600 + 1);
        bench.ups().replaceBattery(false);
        String after = bench.pass(10 * 3600);

        assertEquals("##", told);
        assertEquals("", after);
    }

    @Test
    void aSelfTestIsInterruptedByTheMainsAndHasNoResult() {
        Bench bench = Bench.smart();
        bench.ask("W");
        bench.pass(1);

        bench.ups().mains(false);
        bench.ups().mains(true);

        assertTrue(bench.events.contains("SELF-TEST INTERRUPTED"), bench.events.toString());
        assertEquals("NO\r\n", bench.ask("X"));
    }

    @Test
    void aCalibrationOfAMatrixEndsAtAThird() {
        Bench bench = Bench.of("matrix-ups");

        bench.ask("D");
        bench.pass(40 * 60);

        assertTrue(bench.events.contains("CALIBRATION ENDED"), bench.events.toString());
        assertEquals(0.35, bench.ups().charge(), 0.15);
        assertFalse(bench.ups().onBattery());
    }

    @Test
    void aCalibrationWantsAFullBattery() {
        Bench bench = Bench.smart(10, 0.9);

        assertEquals("NO\r\n08\r\n", bench.ask("DQ"));
    }

    @Test
    void theMatrixAnswersWhatOnlyAMatrixHas() {
        Bench bench = Bench.of("matrix-ups");

        assertEquals("05.87\r\n041.00\r\n002\r\n000\r\nE\r\nM\r\nNO\r\n", bench.ask("/\\><\f\26w"));
        assertTrue(bench.ask("\32").startsWith("##uM43229234239224##lM43"), bench.said.toString());
        assertEquals("E\r\nOK\r\nF\r\n", bench.ask("\f-\f"));
    }
}
