package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldThreadTest {
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final String NAME = "sleeps-a-while";

    @Test
    void aHeldThreadMissesWhatItWaitsForUntilItIsReleased() throws IOException, InterruptedException {
        CountDownLatch event = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread thread = sleeper(event, seen, 30);
        HeldThread held = HeldThread.hold(NAME, PATIENCE_NANOS).orElseThrow();

        event.countDown();
        boolean seenWhileHeld = seen.await(200, TimeUnit.MILLISECONDS);
        held.release();
        thread.join();

        assertFalse(seenWhileHeld);
        assertEquals(0, seen.getCount());
    }

    @Test
    void aThreadThatIsAboutToWakeIsLeftAlone() throws IOException, InterruptedException {
        CountDownLatch event = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread thread = sleeper(event, seen, 0);

        Optional<HeldThread> held = HeldThread.hold(NAME, 300_000_000L);
        event.countDown();
        thread.join();

        assertTrue(held.isEmpty());
    }

    @Test
    void thereMayBeNoSuchThread() throws IOException {
        assertTrue(HeldThread.hold("no-such-thread", PATIENCE_NANOS).isEmpty());
    }

    @Test
    void threadsThatEndWhileOneLooksAreNoFault() throws IOException, InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        Thread churn = new Thread(() -> {
            while (!enough.get()) {
                new Thread(() -> { }).start();
            }
        });
        churn.start();
        try {
            for (int look = 0; look < 300; look++) {
                assertTrue(HeldThread.hold("no-such-thread", PATIENCE_NANOS).isEmpty());
            }
        } finally {
            enough.set(true);
            churn.join();
        }
    }

    /** A thread that the kernel knows by its name and that waits for an event, looking up after some seconds, or ten times a second. */
    private static Thread sleeper(CountDownLatch event, CountDownLatch seen, int seconds)
        throws InterruptedException {
        CountDownLatch named = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            named.countDown();
            try {
                boolean came;
                do {
                    came = event.await(seconds > 0 ? seconds * 1000L : 100, TimeUnit.MILLISECONDS);
                } while (!came);
                seen.countDown();
            } catch (InterruptedException ended) {
                throw new AssertionError(ended);
            }
        }, NAME);
        thread.setDaemon(true);
        thread.start();
        named.await();
        return thread;
    }
}
