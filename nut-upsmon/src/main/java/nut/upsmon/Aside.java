package nut.upsmon;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A thread for what may hang, such as a write to a disk that does not answer or a line for a log that nobody takes, so that the shutdown
 * does not hang with it. It is there from the start, since a machine short of memory makes no threads. Crossing point: any thread posts,
 * this one works, in order.
 */
final class Aside {
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

    Aside(String name) {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    void post(Runnable task) {
        work.add(task);
    }

    /** Waits until all that was posted is done, but no longer than one wants to; says whether it is. */
    boolean settle(Duration atMost) {
        CountDownLatch done = new CountDownLatch(1);
        post(done::countDown);
        try {
            return done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            for (;;) {
                work.take().run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
