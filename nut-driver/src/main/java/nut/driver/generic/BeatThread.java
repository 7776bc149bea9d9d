package nut.driver.generic;

import java.util.concurrent.locks.LockSupport;
import nut.common.ThreadEnd;

/** A daemon thread that does something at intervals. */
final class BeatThread implements Clockwork.Beat {
    private final Thread thread;
    private volatile boolean stopping;

    private BeatThread(String name, long intervalNanos, Runnable work) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> {
            while (!stopping) {
                work.run();
                LockSupport.parkNanos(intervalNanos);
            }
        });
    }

    static BeatThread start(String name, long intervalNanos, Runnable work) {
        BeatThread beat = new BeatThread(name, intervalNanos, work);
        beat.thread.start();
        return beat;
    }

    @Override
    public void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }
}
