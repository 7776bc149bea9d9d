package nut.upsmon.notify;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import nut.common.log.LineSink;
import nut.common.posix.FileDescriptors;
import nut.common.posix.Poll;
import nut.common.posix.PosixException;

/**
 * The watcher's end of the pipe to the notifier. Crossing point: any thread puts frames in, one thread writes them, so a notifier that does
 * not read holds up nobody; what does not fit is counted and the count is said.
 */
public final class Outbox implements LineSink {
    private static final int ROOM = 256;
    private static final int WARNING = 4;
    private static final Duration LONG = Duration.ofDays(1);
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 5_000_000L;

    private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(ROOM);
    private final AtomicInteger dropped = new AtomicInteger();
    private final int pipe;
    private volatile boolean writing;

    /** Writes to a descriptor from now on. */
    public Outbox(int pipe) {
        this.pipe = pipe;
        Thread thread = new Thread(this::run, "outbox");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a frame as soon as the pipe takes it. */
    public void send(Frame frame) {
        if (!frames.offer(frame)) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public void line(int severity, String line) {
        send(Frame.log(severity, line));
    }

    /** Returns when all is written, or soon after. */
    public void drain() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while ((!frames.isEmpty() || writing) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    /** Returns when nobody reads any more. */
    public void awaitEnd() throws PosixException {
        boolean ended;
        do {
            ended = Poll.readable(pipe, LONG);
        } while (!ended);
    }

    private void run() {
        try {
            for (;;) {
                writing = false;
                Frame frame = frames.take();
                writing = true;
                FileDescriptors.write(pipe, frame.bytes());
                int lost = dropped.getAndSet(0);
                if (lost > 0) {
                    line(WARNING, lost + " messages to the notifier were lost while it did not read");
                }
            }
        } catch (PosixException | InterruptedException notifierGone) {
            // Nobody is left to tell; the watcher hears of the notifier's end through awaitEnd.
            writing = false;
            frames.clear();
        }
    }
}
