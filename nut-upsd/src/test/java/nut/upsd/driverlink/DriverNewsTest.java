package nut.upsd.driverlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nut.common.state.DataStatus;
import nut.common.state.DriverView;
import nut.common.state.Outcome;
import nut.common.state.UpsSnapshot;
import org.junit.jupiter.api.Test;

class DriverNewsTest {
    private final List<DriverView> views = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final AtomicInteger wakeups = new AtomicInteger();
    private final DriverNews news = new DriverNews(new DriverNews.Receiver() {
        @Override
        public void changed(ServedUps ups, DriverView newest) {
            views.add(newest);
        }

        @Override
        public void outcome(ServedUps ups, long id, Outcome outcome) {
            outcomes.add(ups.name() + " " + id + " " + outcome);
        }
    }, wakeups::incrementAndGet);
    private final DriverNews.Inlet inlet = news.inlet(new ServedUps("su700", "newapc", Optional.empty(), 0));

    @Test
    void ofManyViewsOnlyTheNewestArrives() {
        DriverView newest = view();
        inlet.changed(view());
        inlet.changed(view());
        inlet.changed(newest);

        news.deliver();

        assertEquals(1, views.size());
        assertSame(newest, views.getFirst());
        assertEquals(1, wakeups.get());
    }

    @Test
    void aViewAfterTheDeliveryArrivesWithTheNext() {
        DriverView second = view();
        inlet.changed(view());
        news.deliver();

        inlet.changed(second);
        news.deliver();
        news.deliver();

        assertEquals(2, views.size());
        assertSame(second, views.getLast());
    }

    @Test
    void everyOutcomeArrivesInOrder() {
        inlet.outcome(1, Outcome.HANDLED);
        inlet.outcome(2, Outcome.FAILED);

        news.deliver();

        assertEquals(List.of("su700 1 HANDLED", "su700 2 FAILED"), outcomes);
    }

    private static DriverView view() {
        return new DriverView(true, DataStatus.FRESH, UpsSnapshot.EMPTY, () -> 0);
    }
}
