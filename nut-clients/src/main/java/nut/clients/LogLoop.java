package nut.clients;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes a line for every UPS at every interval. Wishes (from signals) come in through a queue, the one place that other threads touch:
 * they offer, this loop takes.
 */
final class LogLoop {
    /** Above this a connection is not kept between lines, as NUT has it. */
    private static final Duration WORTH_KEEPING = Duration.ofSeconds(30);

    private final LogFormat format;
    private final List<LogTarget> targets;
    private final List<LogFile> files;
    private final Duration interval;
    private final int count;
    private final String host;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>(16);

    /** What somebody may wish. */
    enum Wish {
        /** Write the lines now. */
        WRITE,
        /** Open the files anew. */
        REOPEN,
        /** End. */
        STOP
    }

    /**
     * A loop.
     *
     * @param files of all the targets, each once
     * @param count how many times to write; 0 for ever
     * @param host  the local host's name
     */
    LogLoop(LogFormat format, List<LogTarget> targets, List<LogFile> files, Duration interval, int count, String host) {
        this.format = format;
        this.targets = List.copyOf(targets);
        this.files = List.copyOf(files);
        this.interval = interval;
        this.count = count;
        this.host = host;
    }

    /** From any thread. A wish too many is dropped: the same is waiting already. */
    void wish(Wish wish) {
        if (!wishes.offer(wish) && wish == Wish.STOP) {
            wishes.clear();
            wishes.offer(wish);
        }
    }

    /** Connects for the first time, and says who cannot be reached. */
    void connect(PrintStream err) {
        for (LogTarget target : targets) {
            try {
                target.connect();
            } catch (IOException e) {
                err.println("Warning: initial connect failed: " + Server.unreachable(e));
            }
        }
    }

    /**
     * Writes until it is stopped or has written often enough; then everything is closed.
     *
     * @throws nut.common.AdminFault if a file cannot be opened anew
     */
    void run() throws InterruptedException {
        try {
            attend();
        } finally {
            targets.forEach(LogTarget::close);
            files.forEach(LogFile::close);
        }
    }

    private void attend() throws InterruptedException {
        long next = System.nanoTime();
        int written = 0;
        while (count == 0 || written < count) {
            Wish wish = wishes.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (wish == Wish.STOP) {
                break;
            }
            if (wish == Wish.REOPEN) {
                files.forEach(LogFile::reopen);
                continue;
            }
            long now = System.nanoTime();
            next = (wish == null && now - next < interval.toNanos() ? next : now) + interval.toNanos();
            write();
            written++;
        }
    }

    private void write() {
        for (LogTarget target : targets) {
            try {
                target.connect();
            } catch (IOException expected) {
                // The line says NA for every variable.
            }
            target.write(format, host, ZonedDateTime.now());
            if (interval.compareTo(WORTH_KEEPING) > 0) {
                target.disconnect();
            }
        }
    }
}
