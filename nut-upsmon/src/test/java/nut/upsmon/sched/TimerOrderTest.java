package nut.upsmon.sched;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nut.common.AdminFault;
import nut.common.conf.SyntaxFault;
import nut.common.conf.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerOrderTest {
    private static final Event EVENT = new Event("ONBATT", "u@h:1", "it's \"odd\" \\ # = $HOME");

    @Test
    void everyOrderSurvivesTheSocket() throws SyntaxFault {
        List<TimerOrder> orders = List.of(new TimerOrder.Start("a b", 0, false, EVENT),
            new TimerOrder.Start("#", Integer.MAX_VALUE / 2, true, EVENT), new TimerOrder.Cancel("a", Optional.of("x \" y"), false, EVENT),
            new TimerOrder.Cancel("a", Optional.empty(), true, new Event("SHUTDOWN", "", "")));

        for (TimerOrder order : orders) {
            assertEquals(Optional.of(order), TimerOrder.parse(Tokenizer.words(order.line())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "START", "START a 5 ONBATT u", "START \"\" 5 ONBATT u m", "START a -5 ONBATT u m", "START a 5s ONBATT u m",
        "START a 99999999999 ONBATT u m", "STOP a 5 ONBATT u m", "CANCEL a", "START a 5 ONBATT u m more"})
    void anythingElseIsNoOrder(String line) throws SyntaxFault {
        assertEquals(Optional.empty(), TimerOrder.parse(Tokenizer.words(line)));
    }

    @Test
    void anEventNeedsItsTypeAndItsUps() {
        AdminFault fault = assertThrows(AdminFault.class, () -> Event.of(Map.of("UPSNAME", "u"), ""));

        assertTrue(fault.getMessage().contains("UPSNAME and NOTIFYTYPE must be set"), fault.getMessage());
    }

    @Test
    void whatTheLanguageCannotHoldIsLeftOutOfAnEvent() {
        Event event = Event.of(Map.of("UPSNAME", "u", "NOTIFYTYPE", "ALARM"), "gr\u00fc\n" + "x".repeat(1000));

        assertEquals("gr??" + "x".repeat(496), event.message());
    }
}
