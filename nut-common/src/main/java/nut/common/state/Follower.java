package nut.common.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import nut.common.posix.Futex;

/**
 * A thread that follows one peer: it takes a step, then sleeps at the peer's doorbell (or, with no peer, until it is poked), and again. A
 * slow scan is the safety net below both.
 */
abstract class Follower implements AutoCloseable {
    /** How long a follower sleeps when nothing rings. */
    static final Duration SLOW_SCAN = Duration.ofSeconds(5);
    private static final int POKES = 1000;
    private static final long POKE_NANOS = 200_000;

    private final long scanEachNanos;
    private final Futex.Patience untilScan;
    private final Thread thread;
    private volatile boolean poked = true;
    private volatile boolean stopped;
    private volatile Doorbell bell;
    private int seen;
    private boolean lookAgain;
    private boolean scan = true;
    private long looked;

    Follower(String name) {
        this(name, SLOW_SCAN);
    }

    /** A follower with a safety net of its own. */
    Follower(String name, Duration scanEach) {
        scanEachNanos = scanEach.toNanos();
        untilScan = Futex.patience(scanEach);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    final void start() {
        thread.start();
    }

    /**
     * Does all there is to do.
     *
     * @param wasPoked whether a file of the peer may have changed since the last step; also true at each slow scan
     */
    abstract void step(boolean wasPoked);

    /**
     * For {@link #step}: reads the peer's stub and follows it. What the system keeps this process from reading is read again later, and is
     * not held against the peer.
     *
     * @return whether it could be read
     */
    final boolean look(Path stub, Hindrance hindrance) throws RegionFault {
        try {
            follow(Stub.read(stub));
            hindrance.isOver();
            return true;
        } catch (IOException ofOurs) {
            hindrance.is(ofOurs);
            lookAgainLater();
            return false;
        }
    }

    /** A stub was read; null when there is none. */
    abstract void follow(Stub stub) throws RegionFault, IOException;

    /** From the next sleep on, waits at this bell; to be called before looking for news. Null when there is no peer. */
    final void listen(Doorbell doorbell) {
        bell = doorbell;
        seen = doorbell == null ? 0 : doorbell.value();
    }

    /** For {@link #step}: has a file of the peer looked at again when the time of a slow scan has passed, however often the bell rings. */
    final void lookAgainLater() {
        lookAgain = true;
    }

    /** From any thread: has a step taken soon. It is repeated until it is heard, as a wake-up can fall just before the sleep. */
    final void poke() {
        poked = true;
        for (int i = 0; i < POKES && poked && !stopped; i++) {
            LockSupport.unpark(thread);
            Doorbell here = bell;
            if (here != null) {
                here.wake();
            }
            LockSupport.parkNanos(POKE_NANOS);
        }
    }

    final boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        stopped = true;
        Doorbell here = bell;
        if (here != null) {
            here.wake();
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            stepAndSleep();
        }
    }

    /** Apart from the loop, which is called once and therefore never compiled. */
    private void stepAndSleep() {
        boolean look = poked || scan;
        poked = false;
        if (look) {
            looked = System.nanoTime();
            lookAgain = false;
        }
        step(look);
        long before = System.nanoTime();
        sleep();
        scan = System.nanoTime() - (lookAgain ? looked : before) >= scanEachNanos;
    }

    private void sleep() {
        if (poked || stopped) {
            return;
        }
        Doorbell here = bell;
        if (here != null) {
            here.await(seen, untilScan);
        } else {
            LockSupport.parkNanos(this, scanEachNanos);
        }
    }
}
