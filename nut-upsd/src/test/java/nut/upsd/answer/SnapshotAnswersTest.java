package nut.upsd.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.upsd.answer.SnapshotAnswers.Listing;
import org.junit.jupiter.api.Test;

class SnapshotAnswersTest {
    private final UpsSnapshot snapshot = UpsSnapshot.EMPTY.toBuilder().set("ups.status", "OL").set("ups.id", "a \"b\" #1 \\")
        .flags("ups.id", ValueFlag.RW).command("load.off").build();
    private final Output out = new Output();

    @Test
    void aSecondQuestionGetsTheSameBytes() {
        SnapshotAnswers answers = new SnapshotAnswers("su700", snapshot, false);
        answers.variable("su700", "ups.id", out);
        String first = out.toString();
        out.clear();

        answers.variable("su700", "ups.id", out);

        assertEquals("VAR su700 ups.id \"a \\\"b\\\" \\#1 \\\\\"\n", first);
        assertEquals(first, out.toString());
    }

    @Test
    void aQuestionInAnotherCaseIsEchoedAndLeavesTheKeptAnswerAlone() {
        SnapshotAnswers answers = new SnapshotAnswers("su700", snapshot, false);

        answers.variable("SU700", "UPS.Status", out);
        answers.variable("su700", "UPS.Status", out);
        answers.variable("su700", "ups.status", out);
        answers.list(Listing.CMD, "SU700", out);
        answers.list(Listing.CMD, "su700", out);

        assertEquals("""
            VAR SU700 UPS.Status "OL"
            VAR su700 UPS.Status "OL"
            VAR su700 ups.status "OL"
            BEGIN LIST CMD SU700
            CMD SU700 load.off
            END LIST CMD SU700
            BEGIN LIST CMD su700
            CMD su700 load.off
            END LIST CMD su700
            """, out.toString());
    }

    @Test
    void anUnknownVariableIsNoAnswer() {
        SnapshotAnswers answers = new SnapshotAnswers("su700", snapshot, false);

        boolean known = answers.variable("su700", "ups.load", out);

        assertFalse(known);
        assertEquals(0, out.length());
    }

    @Test
    void whatIsNotAsciiWasReplacedInTheSnapshot() {
        UpsSnapshot odd = UpsSnapshot.EMPTY.toBuilder().set("ups.id", "B\u00FCro \u20AC4").build();

        new SnapshotAnswers("su700", odd, false).variable("su700", "ups.id", out);

        assertEquals("VAR su700 ups.id \"B?ro ?4\"\n", out.toString());
    }

    @Test
    void whatIsNotAsciiIsLeftOutOfAnyAnswer() {
        out.text("B\u00FCro ").quoted("\u20AC4\t").end();

        assertEquals("Bro \"4\"\n", out.toString());
    }

    @Test
    void aListOfAHundredThousandBytesIsEncodedOnceAndCopiedWhole() {
        UpsSnapshot.Builder builder = UpsSnapshot.EMPTY.toBuilder();
        AtomicInteger wanted = new AtomicInteger("BEGIN LIST VAR su700\nEND LIST VAR su700\n".length());
        for (int i = 0; i < 1000; i++) {
            UpsVariable variable = UpsVariable.of("outlet." + i + ".desc", "x".repeat(100));
            builder.set(variable);
            wanted.addAndGet("VAR su700  \"\"\n".length() + variable.name().length() + 100);
        }
        SnapshotAnswers answers = new SnapshotAnswers("su700", builder.build(), false);

        answers.list(Listing.VAR, "su700", out);
        answers.list(Listing.VAR, "su700", out);

        assertEquals(2 * wanted.get(), out.length());
        assertTrue(out.toString().endsWith("END LIST VAR su700\n"));
    }
}
