package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InterpreterTest {
    @Test
    void nothingIsHeardBeforeSmartMode() {
        Bench bench = Bench.simple();

        String before = bench.ask("QV\33R") + bench.after(() -> bench.ups().mains(false));
        String entered = bench.ask("Y");

        assertEquals("", before);
        assertEquals("SM\r\n", entered);
    }

    @Test
    void leavingSmartModeIsAnsweredAndThenThereIsSilence() {
        Bench bench = Bench.smart();

        String left = bench.ask("R");
        String after = bench.ask("Q");

        assertEquals("BYE\r\n", left);
        assertEquals("", after);
    }

    @Test
    void theUnitIdentifiesItselfAsInItsPublishedSession() {
        Bench bench = Bench.smart();

        assertEquals("GWD\r\n", bench.ask("V"));
        assertEquals("SMART-UPS 700   \r\n", bench.ask("\1"));
        assertEquals("50.9.D\r\n", bench.ask("b"));
        assertEquals("WS9643050926\0\0\r\n", bench.ask("n"));
        assertEquals("3.!$%+?=#|.\1\16\32'+-789>@ABCDEFGKLMNOPQRSUVWXYZabcefgjklmnopqrsuxyz~\177\r\n", bench.ask("a"));
        assertEquals(68, bench.ask("a").length());
        assertEquals(256, bench.ask("\32").length());
    }

    @Test
    void theSettingsAreThoseOfItsPublishedSession() {
        Bench bench = Bench.smart();

        String settings = bench.ask("uleosqprkEg>mcx").replace("\r\n", " ");

        assertEquals("132 103 00 115 H 02 020 000 0 336 024 000 11/29/96 UPS_IDEN 11/29/96 ", settings);
    }

    @Test
    void aPollOnMainsGivesTheValuesOfItsPublishedSession() {
        Bench bench = Bench.smart(46, 1);
        bench.ups().load(23.5);

        String poll = bench.ask("QLMNFOPBfCGX9").replace("\r\n", " ");

        assertEquals("08 118.3 118.9 117.6 60.00 118.3 023.5 27.87 100.0 036.0 O NO FF ", poll);
    }

    @Test
    void theExtremesOfTheLineAreForgottenWhenRead() {
        Bench bench = Bench.smart();

        String first = bench.ask("MN");
        String second = bench.ask("MN");

        assertEquals("118.9\r\n117.6\r\n", first);
        assertEquals("118.3\r\n118.3\r\n", second);
    }

    @Test
    void unknownBytesAreNotAvailable() {
        Bench bench = Bench.smart();

        assertEquals("NA\r\nNA\r\nNA\r\n", bench.ask("t/\377"));
    }

    @Test
    void aSettingStepsThroughItsListAndTheUnitSaysWhenItIsKept() {
        Bench bench = Bench.smart();

        String step = bench.ask("q-q");
        String kept = bench.pass(5);

        assertEquals("02\r\nOK\r\n05\r\n", step);
        assertEquals("|", kept);
    }

    @Test
    void aStepCountsOnlyRightAfterTheQueryOfItsSetting() {
        Bench bench = Bench.smart();

        String answers = bench.ask("qQ-q");

        assertEquals("02\r\n08\r\nNO\r\n02\r\n", answers);
    }

    @Test
    void aNameIsWrittenCharacterByCharacter() {
        Bench bench = Bench.smart();

        String writing = bench.ask("c-RACK4\r\r\rc");

        assertEquals("UPS_IDEN\r\nOK\r\nRACK4\r\n", writing);
    }

    @Test
    void aSecondByteThatComesTooEarlyDoesNotCutTheLoad() {
        Bench bench = Bench.smart();

        bench.interpreter.receive((byte) 'Z', 0);
        bench.interpreter.receive((byte) 'Z', 1_000_000_000L);

        assertTrue(bench.ups().feedsLoad());
        assertTrue(bench.events.getLast().startsWith("HARM twice-too-fast: second Z came 1000 ms after"), bench.events.toString());
    }

    @Test
    void anotherByteBetweenTheTwoDisarmsTheCommand() {
        Bench bench = Bench.smart();

        bench.ask("Z");
        bench.pass(1);
        bench.ask("Q");
        bench.pass(1);
        bench.ask("Z");

        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void hibernationIsBrokenOffByAnythingThatIsNoDigit() {
        Bench bench = Bench.smart();

        String answers = bench.ask("@00Y");
        bench.pass(60);

        assertEquals("NO\r\n", answers);
        assertTrue(bench.ups().feedsLoad());
    }

    @Test
    void nothingIsToldInSimpleMode() {
        Bench bench = Bench.smart();
        bench.ask("R");

        String told = bench.after(() -> bench.ups().mains(false));

        assertEquals("", told);
        assertFalse(bench.interpreter.isSmart());
    }
}
