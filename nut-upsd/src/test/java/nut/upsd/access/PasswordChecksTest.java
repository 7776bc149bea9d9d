package nut.upsd.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import nut.common.conf.Password;
import org.junit.jupiter.api.Test;

class PasswordChecksTest {
    private static final Password SECRET = Password.of("$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5");

    private final BlockingQueue<String> verdicts = new ArrayBlockingQueue<>(100);
    private final List<PasswordChecks.Check> submitted = new ArrayList<>();

    @Test
    void aVerdictComesForEach() throws InterruptedException {
        AtomicReference<String> worker = new AtomicReference<>();
        PasswordChecks checks = new PasswordChecks(verdict -> {
            worker.set(Thread.currentThread().getName());
            verdict.run();
        });

        submit(checks, "192.0.2.1", "right", "Hello world!");
        String right = next();
        submit(checks, "192.0.2.1", "wrong", "hello world!");
        String wrong = next();

        assertEquals("right true", right);
        assertEquals("wrong false", wrong);
        assertEquals("upsd-passwords", worker.get());
    }

    @Test
    void networksHaveTheirTurnsHoweverManyChecksOneHas() throws InterruptedException {
        BlockingQueue<Runnable> steps = new ArrayBlockingQueue<>(1);
        PasswordChecks checks = new PasswordChecks(verdict -> put(steps, verdict));
        for (int i = 0; i < 10; i++) {
            submit(checks, "192.0.2.1", "many" + i, "x");
        }
        submit(checks, "192.0.2.2", "other", "x");
        submit(checks, "192.0.2.3", "third", "x");

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            take(steps).run();
            order.add(next());
        }

        assertTrue(order.indexOf("other false") <= 3, order.toString());
        assertTrue(order.indexOf("third false") <= 4, order.toString());
    }

    @Test
    void aCheckThatNobodyWaitsForIsLeftOut() throws InterruptedException {
        BlockingQueue<Runnable> steps = new ArrayBlockingQueue<>(1);
        PasswordChecks checks = new PasswordChecks(verdict -> put(steps, verdict));
        for (int i = 0; i < 5; i++) {
            submit(checks, "192.0.2." + i, "check" + i, "x");
        }

        checks.cancel(submitted.get(4));
        submit(checks, "192.0.2.5", "last", "x");
        for (int i = 0; i < 5; i++) {
            take(steps).run();
        }

        assertEquals(List.of("check0 false", "check1 false", "check2 false", "check3 false", "last false"), new ArrayList<>(verdicts));
    }

    private void submit(PasswordChecks checks, String address, String name, String given) {
        submitted.add(checks.submit(ClientNetwork.of(address), SECRET, given, right -> verdicts.add(name + " " + right)));
    }

    private String next() throws InterruptedException {
        return take(verdicts);
    }

    private static <T> T take(BlockingQueue<T> from) throws InterruptedException {
        T taken = from.poll(30, TimeUnit.SECONDS);
        assertTrue(taken != null, "nothing came");
        return taken;
    }

    private static void put(BlockingQueue<Runnable> steps, Runnable step) {
        try {
            steps.put(step);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
