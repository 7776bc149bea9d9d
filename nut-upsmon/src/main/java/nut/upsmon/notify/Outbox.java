package nut.upsmon.notify;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import nut.common.log.LineSink;
import nut.common.posix.FileDescriptors;
import nut.common.posix.PosixException;

/**
 * The watcher's end of the pipe to the notifier. Crossing point: any thread puts frames in, one thread writes them, so a notifier that does
 * not read holds up nobody; what does not fit is counted and the count is said.
 */
public final class Outbox implements LineSink {
    private static final int ROOM = 256;
    private static final int WARNING = 4;

    private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(ROOM);
    private final AtomicInteger dropped = new AtomicInteger();
    private final int pipe;

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

    private void run() {
        try {
            for (;;) {
                FileDescriptors.write(pipe, frames.take().bytes());
                int lost = dropped.getAndSet(0);
                if (lost > 0) {
                    line(WARNING, lost + " messages to the notifier were lost while it did not read");
                }
            }
        } catch (PosixException | InterruptedException notifierGone) {
            // Nobody is left to tell; the parent sees the notifier's end for itself.
            frames.clear();
        }
    }
}
