package nut.jail.bench;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Looks at a process's resident memory again and again, until it is closed, and keeps the highest figure. */
final class MostMemory implements AutoCloseable {
    private static final long BETWEEN_LOOKS_NANOS = 100_000_000;
    private static final double KILO = 1024;

    private final ProcessFigures process;
    private final Thread looking = new Thread(this::look, "memory");
    private volatile long most;
    private volatile boolean closed;

    private MostMemory(ProcessFigures process) {
        this.process = process;
    }

    static MostMemory of(ProcessFigures process) {
        MostMemory memory = new MostMemory(process);
        memory.looking.setDaemon(true);
        memory.looking.start();
        return memory;
    }

    double megabytes() {
        return most / KILO;
    }

    private void look() {
        try {
            while (!closed) {
                most = Math.max(most, process.rss());
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            }
        } catch (IOException gone) {
            most = Long.MAX_VALUE;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
