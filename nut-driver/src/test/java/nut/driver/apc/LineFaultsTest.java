package nut.driver.apc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import nut.driver.line.NoAnswer;
import org.junit.jupiter.api.Test;

/** What can be wrong with a line: each fault costs bounded time, and is said once, however often it comes. */
class LineFaultsTest {
    private static ScriptedUps unit() {
        return new ScriptedUps().tells("VGWD b50.9.D f100.0 B27.87 L118.3 O230.0 nAS1234 AOK").says("c", "NAME\r\n")
            .says("a", "3.!$%+?=#|.AcfnBLOQVYbRKZS@\r\n").says("R", "BYE\r\n");
    }

    private static double secondsOf(Rig rig) throws IOException {
        long began = rig.ups.nanos();
        rig.poll();
        return (rig.ups.nanos() - began) / 1e9;
    }

    @Test
    void aLineThatSendsBackWhatIsSentIsSeenThrough() throws IOException {
        Rig rig = Rig.attached(unit().echoes(true));

        double seconds = secondsOf(rig);

        assertEquals("NAME", rig.value("ups.id"));
        assertEquals("50.9.D", rig.value("ups.firmware"));
        assertEquals("118.3", rig.value("input.voltage"));
        assertTrue(seconds < 0.5, seconds + " s");
    }

    @Test
    void anEchoIsNoRefusalOfAShutdown() throws IOException {
        ScriptedUps ups = unit().says("K", "", "OK\r\n").echoes(true);

        boolean accepted = new Rig(ups, Map.of("sdtype", "3")).driver.cutPower();

        assertTrue(accepted);
        assertEquals("KK", ups.takeWritten().replaceAll("[YQ]", ""));
    }

    @Test
    void anEchoThatEndsCostsNoAnswer() throws IOException {
        Rig rig = Rig.attached(unit().echoes(true));
        rig.ups.echoes(false).says("L", "119.9\r\n");

        double seconds = secondsOf(rig);

        assertEquals("119.9", rig.value("input.voltage"));
        assertEquals("OL", rig.value("ups.status"));
        assertTrue(seconds < 1, seconds + " s");
    }

    @Test
    void anAnswerToTheQuestionBeforeIsNotTakenForTheNextOne() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.driver.beginPoll();
        rig.driver.pollNext();
        rig.ups.sends("999.9\r\n", 0);
        rig.ups.pass(0.01);

        rig.poll();

        assertEquals("118.3", rig.value("input.voltage"));
        assertTrue(rig.published.stream().noneMatch(snapshot -> snapshot.variables().stream()
            .anyMatch(variable -> variable.value().equals("999.9"))));
    }

    @Test
    void anAnswerToTheYOfAnEarlierProcessIsNotTakenForTheFirmware() throws IOException {
        ScriptedUps unit = unit();
        unit.sends("SM\r\n", 0.002);

        Rig rig = Rig.attached(unit);

        assertTrue(unit.takeWritten().startsWith("YVVa"));
        assertEquals("50.9.D", rig.value("ups.firmware"));
        assertEquals("118.3", rig.value("input.voltage"));
    }

    @Test
    void answersToQuestionsOfAnEarlierProcessAreWaitedFor() throws IOException {
        ScriptedUps unit = unit();
        unit.sends("118.9\r\nSM\r\n999.9\r\n", 0.002);

        Rig rig = Rig.attached(unit);

        assertTrue(unit.paced().matches("Y [0-9]{3} V .*"), unit.paced());
        assertEquals("50.9.D", rig.value("ups.firmware"));
        assertEquals("118.3", rig.value("input.voltage"));
    }

    @Test
    void aUpsThatAnswersAtOnceIsAskedOnAtOnce() throws IOException {
        ScriptedUps unit = unit();

        Rig.attached(unit);

        assertTrue(unit.paced().startsWith("Y V "), unit.paced());
    }

    @Test
    void anAnswerThatComesAfterItsTimeIsNotTakenForAnother() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.driver.beginPoll();
        for (int i = 0; i < 3; i++) {
            rig.driver.pollNext();
        }
        rig.ups.says("L", "", "119.0\r\n").sends("118.9\r\n", 1.75);

        rig.driver.pollNext();
        rig.driver.pollNext();

        assertEquals("119.0", rig.value("input.voltage"));
        assertEquals("230.0", rig.value("output.voltage"));
    }

    @Test
    void whatAUpsMaySayWithoutBeingAskedIsNoNoise() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.poll();
        try (LogLines log = new LogLines(Inquiry.class)) {
            rig.ups.sends("*&|=+$", 0);
            rig.ups.pass(0.1);

            rig.driver.listen();

            assertEquals(List.of(), log.lines());
            assertEquals("OL", rig.value("ups.status"));
        }
    }

    @Test
    void halfAnAnswerIsAskedForAgain() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("L", "11", "119.0\r\n");

        double seconds = secondsOf(rig);

        assertEquals("119.0", rig.value("input.voltage"));
        assertTrue(seconds < 4, seconds + " s");
    }

    @Test
    void aBabblingLineEndsAnAnswerAfterTenSeconds() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("L", "!".repeat(3000), "119.0\r\n");
        long began = rig.ups.nanos();

        rig.poll();

        double seconds = (rig.ups.nanos() - began) / 1e9;
        assertTrue(seconds < 45, seconds + " s");
    }

    @Test
    void aLineOfDripsIsNoAnswer() throws IOException {
        ScriptedUps ups = unit();
        Rig rig = Rig.attached(ups);
        ups.says("L", "");
        for (int i = 0; i < 30; i++) {
            ups.sends("1", i * 1.4);
        }
        long began = ups.nanos();

        assertThrows(NoAnswer.class, () -> {
            for (int i = 0; i < 3; i++) {
                rig.poll();
            }
        });

        assertTrue(ups.nanos() - began < 60_000_000_000L, ups.nanos() + " ns");
    }

    @Test
    void aUnitThatFellOutOfSmartModeIsBroughtBackWithinAPoll() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.leaveSmartMode();

        double seconds = secondsOf(rig);

        assertEquals("118.3", rig.value("input.voltage"));
        assertEquals("OL", rig.value("ups.status"));
        assertTrue(seconds < 3, seconds + " s");
    }

    @Test
    void aStatusThatIsNotReadyIsAskedForAgainAndNeverTakenForOff() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("Q", "SM\r\n", "SM\r\n", "SM\r\n", "SM\r\n", "10\r\n");

        rig.poll();

        assertEquals("OB", rig.value("ups.status"));
        assertTrue(rig.published.stream().noneMatch(snapshot -> snapshot.value("ups.status").orElse("").equals("OFF")));
    }

    @Test
    void aStatusThatNoAlertHasAnnouncedMustBeSaidTwice() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("Q", "50\r\n", "08\r\n").takeWritten();

        rig.driver.beginPoll();
        rig.driver.pollNext();

        assertEquals("QQ", rig.ups.takeWritten());
        assertEquals(List.of("OL"), rig.published.stream().map(snapshot -> snapshot.value("ups.status").orElse("")).distinct().toList());
    }

    @Test
    void aChangeWithoutAnAlertIsPublishedWhenItIsSaidTwice() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("Q", "50\r\n").takeWritten();

        rig.driver.beginPoll();
        rig.driver.pollNext();

        assertEquals("QQ", rig.ups.takeWritten());
        assertEquals("OB LB", rig.published.getLast().value("ups.status").orElse(""));
    }

    @Test
    void aStatusThatIsNeverReadyIsALossOfContact() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("Q", "SM\r\n");

        assertThrows(NoAnswer.class, rig::poll);
    }

    @Test
    void anAsteriskOutsideOfAShutdownMeansNothing() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("L", "11*9.5\r\n").says("A", "*OK\r\n");

        rig.poll();
        rig.driver.run("test.panel.start", "");

        assertEquals("119.5", rig.value("input.voltage"));
        assertTrue(rig.ups.takeWritten().endsWith("A"));
    }

    @Test
    void aNoisyLineIsComplainedOfOnceUntilItIsCleanAgain() throws IOException {
        Rig rig = Rig.attached(unit());
        try (LogLines log = new LogLines(Inquiry.class)) {
            rig.ups.says("L", "x\r\n", "118.3\r\n", "y\r\n", "118.3\r\n", "z\r\n", "118.3\r\n");
            for (int i = 0; i < 5; i++) {
                rig.poll();
            }

            List<String> lines = log.lines();

            assertEquals(2, lines.size(), lines.toString());
            assertTrue(lines.getFirst().startsWith("WARN Garbage on the line: an answer to L that is none: \"x\""), lines.toString());
            assertTrue(lines.getLast().matches("INFO Garbage on the line: over after [\\d.]+ s, 3 in all"), lines.toString());
        }
    }

    @Test
    void noiseAloneTakesNoVariableAway() throws IOException {
        Rig rig = Rig.attached(unit());
        String[] noise = new String[40];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = "x" + i + "\r\n";
        }
        rig.ups.says("L", noise);
        for (int i = 0; i < 15; i++) {
            rig.poll();
        }
        rig.ups.says("L", "120.0\r\n");

        rig.poll();

        assertEquals("120.0", rig.value("input.voltage"));
    }

    @Test
    void whatWasSentAndWhatTheUpsSaidStandsInTheLog() throws IOException {
        ScriptedUps ups = unit().says("S", "NA\r\n").says("@", "").says("0", "", "", "*");
        try (LogLines log = new LogLines(PowerCutter.class)) {
            boolean accepted = new Rig(ups, Map.of("advorder", "01")).driver.cutPower();

            assertTrue(accepted);
            assertEquals(List.of("INFO Before the shutdown command: ups.status is OL",
                "ERROR soft hibernate: sent S, the UPS said NA: not accepted",
                "INFO hard hibernate: sent @000, the UPS said *: accepted",
                "WARN This is an old unit: it may do nothing at @000. If its load stays on, choose awd=001"), log.lines());
        }
    }

    @Test
    void aUpsThatSaysNothingCostsContactAfterThreeSeconds() throws IOException {
        Rig rig = Rig.attached(unit());
        rig.ups.says("Y", "").says("Q", "");
        long began = rig.ups.nanos();

        assertThrows(NoAnswer.class, rig::poll);

        double seconds = (rig.ups.nanos() - began) / 1e9;
        assertFalse(seconds > 5, seconds + " s");
    }
}
