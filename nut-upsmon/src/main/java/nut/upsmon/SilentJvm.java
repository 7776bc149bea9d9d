package nut.upsmon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What makes the parent's JVM as silent as its Java code, so that of all its threads one sleeps in read() and the others wait for that one,
 * none of them with a time limit. What wakes by itself in a JVM, and what is done about it:
 *
 * <pre>
 *  compilers                 -Xint: there is nothing to compile, and no thread for it
 *  G1's service thread       -XX:+UseSerialGC
 *  VM Periodic Task Thread   -XX:-UsePerfData: no sampling of counters
 *  Monitor Deflation Thread  its three intervals are 0, and it ends; -PrintWarnings, as it would warn of that
 *  Service Thread            -XX:ServiceThreadCleanupInterval=0
 *  Common-Cleaner            looks up each 60 s, which no option changes: {@link #rest()}
 * </pre>
 */
final class SilentJvm {
    /** The options for the parent's JVM. */
    static final List<String> OPTIONS = List.of("-Xint", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:-PrintWarnings",
        "-XX:+UnlockDiagnosticVMOptions", "-XX:AsyncDeflationInterval=0", "-XX:GuaranteedAsyncDeflationInterval=0",
        "-XX:GuaranteedSafepointInterval=0", "-XX:ServiceThreadCleanupInterval=0");

    private static final int MOST_COLLECTIONS = 50;
    private static final long BETWEEN_COLLECTIONS_MILLIS = 20;

    private SilentJvm() {
    }

    /**
     * Puts the JDK's Common-Cleaner thread to sleep for the rest of the process's life. Whatever opens a file starts that thread, so it is
     * there; and it runs the clean-ups of automatic arenas, so it is given one that does not return. What it would have freed is memory and
     * descriptors that somebody forgot to close: the parent forgets none, and opens nothing after its start.
     *
     * @return whether the thread sleeps
     */
    static boolean rest() {
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
