package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The JVM's thread Common-Cleaner, which looks up each 60 s, put to sleep for good. Whatever opens a file starts it, so it is there; and it
 * runs the clean-ups of automatic arenas, so it is given one that does not return. What it would have freed is memory and descriptors that
 * somebody forgot to close: only for a process that forgets none.
 */
public final class SleepingCleaner {
    private static final int MOST_COLLECTIONS = 50;
    private static final long BETWEEN_COLLECTIONS_MILLIS = 20;

    private SleepingCleaner() {
    }

    /** Puts it to sleep. Returns whether it sleeps. */
    public static boolean begin() {
        CountDownLatch asleep = new CountDownLatch(1);
        abandonArena(asleep);
        try {
            for (int i = 0; i < MOST_COLLECTIONS; i++) {
                System.gc();
                if (asleep.await(BETWEEN_COLLECTIONS_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** In a frame of its own, so that nothing refers to the arena afterwards. */
    private static void abandonArena(CountDownLatch asleep) {
        MemorySegment.NULL.reinterpret(Arena.ofAuto(), segment -> sleepForEver(asleep));
    }

    private static void sleepForEver(CountDownLatch asleep) {
        asleep.countDown();
        for (;;) {
            LockSupport.park();
        }
    }
}
