package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import nut.common.conf.Position;
import nut.common.conf.UpsmonConf.Monitor;
import nut.common.posix.BootClock;
import nut.common.protocol.UpsAddress;
import nut.common.state.DirectoryWatch;
import nut.common.state.DriverEnd;
import nut.common.state.UpsSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener tells of a driver's region, with a clock that a test sets forward. */
@Timeout(60)
class RegionListenerTest {
    private static final int PATIENCE_SECONDS = 30;

    @TempDir
    private Path directory;
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final AtomicLong ahead = new AtomicLong();
    private DirectoryWatch watch;
    private DriverEnd driver;
    private RegionListener listener;
    private Thread thread;

    @BeforeEach
    void open() {
        watch = DirectoryWatch.open(directory);
    }

    @AfterEach
    void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(PATIENCE_SECONDS));
        if (driver != null) {
            driver.close();
        }
        watch.close();
    }

    @Test
    void whatTheDriverPublishesIsToldAndItsEndTooAndItsReturn() throws InterruptedException {
        drive("OL");
        listen(Duration.ofHours(1));
        News first = next();
        driver.publish(snapshot("OB LB"));
        News second = next();
        driver.close();
        News gone = next();
        drive("OL CHRG");
        News back = next();

        assertEquals(new News.Status(0, Set.of("OL")), first);
        assertEquals(new News.Status(0, Set.of("OB", "LB")), second);
        assertEquals(new News.Lost(0, "DRIVER-NOT-CONNECTED"), gone);
        // The first publication of a driver comes before its first exchange with the UPS counts.
        assertEquals(new News.Status(0, Set.of("OL", "CHRG")), back instanceof News.Lost ? next() : back);
    }

    @Test
    void aUpsWithoutADriverIsLost() throws InterruptedException {
        listen(Duration.ofHours(1));

        assertEquals(new News.Lost(0, "DRIVER-NOT-CONNECTED"), next());
    }

    @Test
    void dataAreStaleWhenTheDriverSaysSoAndWhenItSaysNothing() throws InterruptedException {
        drive("OL");
        listen(Duration.ofHours(1));
        News first = next();
        driver.stale();
        News said = next();
        driver.heartbeat();
        News fresh = next();
        ahead.addAndGet(Duration.ofSeconds(16).toNanos());
        News silent = next();

        assertEquals(new News.Status(0, Set.of("OL")), first);
        assertEquals(new News.Lost(0, "DATA-STALE"), said);
        assertEquals(first, fresh);
        assertEquals(new News.Lost(0, "DATA-STALE"), silent);
    }

    @Test
    void theStatusIsToldAgainAtEachInterval() throws InterruptedException {
        drive("OL OFF");
        listen(Duration.ofSeconds(5));
        News first = next();
        ahead.addAndGet(Duration.ofSeconds(5).toNanos());

        assertEquals(first, next());
    }

    @Test
    void anAlarmComesBeforeItsWordAndItsEndIsTold() throws InterruptedException {
        drive("OL");
        listen(Duration.ofHours(1));
        News calm = next();
        driver.publish(snapshot("ALARM OL").toBuilder().set("ups.alarm", "hot").build());
        News alarm = next();
        News word = next();
        driver.publish(snapshot("OL"));

        assertEquals(new News.Status(0, Set.of("OL")), calm);
        assertEquals(new News.Alarm(0, "hot"), alarm);
        assertEquals(new News.Status(0, Set.of("ALARM", "OL")), word);
        assertEquals(new News.Alarm(0, ""), next());
        assertEquals(calm, next());
    }

    @Test
    void aForcedShutdownIsAWordOfTheStatusAndNobodyElseIsLoggedIn() throws InterruptedException {
        drive("OB");
        listen(Duration.ofHours(1));
        News before = next();
        listener.force();
        News forced = next();
        listener.askLogins();

        assertEquals(new News.Status(0, Set.of("OB")), before);
        assertEquals(new News.Status(0, Set.of("OB", "FSD")), forced);
        assertEquals(new News.Logins(0, 1), next());
    }

    private void drive(String status) {
        driver = DriverEnd.create(directory, "su700", "test", "1", request -> { });
        driver.heartbeat();
        driver.publish(snapshot(status));
    }

    private static UpsSnapshot snapshot(String status) {
        return UpsSnapshot.EMPTY.toBuilder().set("ups.status", status).build();
    }

    private void listen(Duration interval) {
        Monitor monitor = new Monitor(new Position("upsmon.conf", 1), UpsAddress.parse("su700@region"), 1, "-", "-", true);
        listener = new RegionListener(0, monitor, new StateDirectory(directory, watch, Duration.ofSeconds(15)), interval, -1,
            () -> BootClock.nanos() + ahead.get(), news::add);
        thread = Thread.ofPlatform().daemon().start(listener);
    }

    private News next() throws InterruptedException {
        News one = news.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("nothing is told within " + PATIENCE_SECONDS + " s");
        }
        return one;
    }
}
