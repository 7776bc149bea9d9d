package nut.driver.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nut.driver.line.LineLost;
import nut.driver.simulator.Harm.Kind;
import org.junit.jupiter.api.Test;

class HarmTest {
    @Test
    void whoeverDoesEverythingRightHearsNothing() {
        Bench bench = Bench.smart();

        bench.type(0.05, "QVab\32q-qc-RACK4\r\r\rc@001\177");
        bench.type(1.6, "KK\177");

        assertEquals("0", bench.harm().describe());
    }

    @Test
    void aSecondByteThatComesTooEarlyIsCounted() {
        Bench bench = Bench.smart();

        bench.type(1.2, "KK");

        assertEquals(1, bench.harm().count(Kind.TWICE_TOO_FAST));
    }

    @Test
    void bytesInsideACommandThatComeTooFastAreCounted() {
        Bench bench = Bench.smart();

        bench.type(0.02, "@001");

        assertEquals(3, bench.harm().count(Kind.TOO_FAST));
    }

    @Test
    void aQuestionBeforeTheAnswerToTheLastIsCounted() throws LineLost {
        SimulatedLine line = new SimulatedLine();
        line.write((byte) 'Y');
        line.pass(1);

        line.write((byte) 'V', (byte) 'b');
        line.pass(1);
        line.write((byte) 'Q');
        line.pass(1);

        assertEquals("1 pipelined=1; last: pipelined: b came while the answer to V was under way", line.harm());
    }

    @Test
    void digitsAfterARefusedHibernationAreTakenForCommands() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);
        bench.ask("S");
        bench.pass(21);

        bench.type(0.05, "@001");

        assertEquals("text-as-commands: @ was refused, and the text that followed, 0, was taken for commands",
            bench.harm().describe().split("last: ")[1]);
    }

    @Test
    void aTextAfterARefusedStepIsTakenForCommands() {
        Bench bench = Bench.smart();

        bench.type(0.05, "cQ-RACK4\r\r\r");

        assertEquals(1, bench.harm().count(Kind.TEXT_AS_COMMANDS));
        assertTrue(bench.harm().describe().contains("- was refused, and the text that followed, RACK4,"), bench.harm().describe());
    }

    @Test
    void aTextThatIsLeftUnfinishedSwallowsTheNextQuestion() {
        Bench bench = Bench.smart();
        bench.type(0.05, "c-RACK4");

        String answer = bench.type(5, "Q");

        assertEquals("", answer);
        assertTrue(bench.harm().describe().contains("after 5 characters the text of c was left for 5 s, and Q is now a part of it"),
            bench.harm().describe());
    }

    @Test
    void aTextThatReadsAsAnAlertIsCounted() {
        Bench bench = Bench.smart();

        bench.type(0.05, "c-RACK#4\r\r");

        assertTrue(bench.harm().describe().contains("holds #, which reads as an alert"), bench.harm().describe());
    }

    @Test
    void aTextThatIsWrittenForNothingWearsTheEeprom() {
        Bench bench = Bench.smart();

        bench.type(0.05, "c-UPS_IDEN");

        assertEquals(1, bench.harm().count(Kind.WORN));
    }

    @Test
    void steppingRoundAndRoundWearsTheEeprom() {
        Bench bench = Bench.smart();

        bench.type(0.05, "q-q-q-q-q");
        int once = bench.harm().count(Kind.WORN);
        bench.type(0.05, "q-");

        assertEquals(0, once);
        assertEquals(1, bench.harm().count(Kind.WORN));
    }

    @Test
    void manyWritesWithinAnHourWearTheEeprom() {
        Bench bench = Bench.smart();

        for (int i = 0; i < 13; i++) {
            bench.type(61, "q-");
            bench.type(61, "p-");
        }

        assertEquals(2, bench.harm().count(Kind.WORN));
    }

    @Test
    void theBytesThatNobodyShouldSendAreCounted() {
        Bench bench = Bench.smart();

        bench.type(4, "11");
        bench.type(1, "\2\20\31");
        bench.type(1, "4-");

        assertEquals(5, bench.harm().count(Kind.DANGEROUS));
    }

    @Test
    void aLoadThatIsCutOnMainsForGoodIsStranded() {
        Bench bench = Bench.smart();

        bench.type(1.6, "KK");
        int inGrace = bench.harm().total();
        bench.pass(21);

        assertEquals(0, inGrace);
        assertEquals(1, bench.harm().count(Kind.STRANDED));
    }

    @Test
    void aLoadThatIsCutForGoodOnBatteryIsWhatWasAskedFor() {
        Bench bench = Bench.smart();
        bench.ups().mains(false);

        bench.type(1.6, "KK");
        bench.pass(21);

        assertEquals(0, bench.harm().total());
    }

    @Test
    void aLoadThatSleepsOnMainsReturns() {
        Bench bench = Bench.smart();

        bench.type(0.05, "@000");
        bench.pass(21);

        assertEquals(0, bench.harm().total());
    }
}
