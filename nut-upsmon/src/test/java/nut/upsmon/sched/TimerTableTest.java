package nut.upsmon.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimerTableTest {
    private static final long SECOND = 1_000_000_000L;

    private final TimerTable table = new TimerTable(List.of());
    private long now = 1000 * SECOND;

    private static Event event(String type, String ups) {
        return new Event(type, ups, type + " of " + ups);
    }

    private void start(String name, int seconds, String ups) throws TooManyTimers {
        table.apply(new TimerOrder.Start(name, seconds, false, event("ONBATT", ups)), now);
    }

    private void share(String name, int seconds, String ups) throws TooManyTimers {
        table.apply(new TimerOrder.Start(name, seconds, true, event("ONBATT", ups)), now);
    }

    private Optional<String> cancel(String name, String otherwise, boolean matched, String ups) throws TooManyTimers {
        return table.apply(new TimerOrder.Cancel(name, Optional.ofNullable(otherwise), matched, event("ONLINE", ups)), now);
    }

    private List<String> due() {
        return table.due(now).stream().map(Timer::name).toList();
    }

    @Test
    void aTimerRunsOutAtItsTimeAndNotBefore() throws TooManyTimers {
        start("a", 10, "u");
        now += 10 * SECOND - 1;
        List<String> before = due();
        now++;

        assertEquals(List.of(), before);
        assertEquals(List.of("a"), due());
    }

    @Test
    void whatIsDueComesInTheOrderOfItsTimes() throws TooManyTimers {
        start("late", 3, "u");
        start("never", 30, "u");
        start("early", 1, "u");
        now += 5 * SECOND;

        assertEquals(List.of("early", "late"), due());
        assertEquals(OptionalLong.of(1001 * SECOND), table.next());
    }

    @Test
    void eachStartIsATimerOfItsOwnAndCancelTakesThemAll() throws TooManyTimers {
        start("a", 10, "u");
        start("a", 20, "u");
        start("a", 10, "v");
        start("b", 10, "u");
        int running = table.all().size();

        Optional<String> command = cancel("a", "gone", false, "w");

        assertEquals(4, running);
        assertEquals(Optional.empty(), command);
        assertEquals(List.of("b"), table.all().stream().map(Timer::name).toList());
    }

    @Test
    void aMatchedCancelLeavesTheTimersOfOtherUpses() throws TooManyTimers {
        start("a", 10, "u");
        start("a", 10, "v");

        Optional<String> command = cancel("a", "gone", true, "u");

        assertEquals(Optional.empty(), command);
        assertEquals(List.of("v"), table.all().stream().map(Timer::upses).toList());
    }

    @Test
    void whatIsNotThereToCancelIsTheOtherCommand() throws TooManyTimers {
        start("a", 10, "u");

        assertEquals(Optional.of("gone"), cancel("b", "gone", false, "u"));
        assertEquals(Optional.of("gone"), cancel("a", "gone", true, "v"));
        assertEquals(Optional.empty(), cancel("b", null, false, "u"));
        assertEquals(1, table.all().size());
    }

    @Test
    void aSharedTimerCollectsItsCausesAndKeepsItsTime() throws TooManyTimers {
        share("a", 10, "u");
        now += 5 * SECOND;
        share("a", 10, "v");
        share("a", 10, "u");

        Timer only = table.all().getFirst();

        assertEquals(1, table.all().size());
        assertEquals(1010 * SECOND, only.deadline());
        assertEquals("ONBATT", only.types());
        assertEquals("u,v", only.upses());
        assertEquals("ONBATT of u\tONBATT of v", only.messages());
    }

    @Test
    void thereIsABoundToTheTimers() throws TooManyTimers {
        for (int i = 0; i < 1000; i++) {
            start("a", 10, "u");
        }

        assertThrows(TooManyTimers.class, () -> start("a", 10, "u"));
        assertEquals(Optional.empty(), cancel("a", "gone", false, "u"));
        assertTrue(table.isEmpty());
    }

    @Test
    void theListHasTheColumnsOfNut() throws TooManyTimers {
        start("a", 10, "u");
        table.apply(new TimerOrder.Start("b", 90, false, new Event("SHUTDOWN", "", "")), now);
        now += 4 * SECOND;

        assertEquals("a\t506\t6\tONBATT\tu\tONBATT of u\nb\t586\t86\tSHUTDOWN\t\"\"\t\"\"\n", TimerList.of(table.all(), now, 500_999));
    }
}
