package nut.common.posix;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does one thing and is gone. What a thread gives up in the kernel, its process keeps: so a child can be started with less
 * than its parent has. It is waited for until the kernel has forgotten it, as a child that asks to be told of its parent's end is told of
 * the end of the thread that started it (prctl(2), PR_SET_PDEATHSIG).
 */
public final class PassingThread {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long BETWEEN_LOOKS_NANOS = 200_000L;
    private static final CFunction GETTID = Libc.function("gettid");
    private static final CFunction TGKILL = Libc.function("tgkill");

    /** What is to be done. */
    public interface Work<T> {
        /** Does it. */
        T run() throws PosixException;
    }

    private PassingThread() {
    }

    /**
     * Does something on such a thread.
     *
     * @throws PosixException what the work throws, or that there is no memory for a thread
     */
    public static <T> T call(Work<T> work) throws PosixException {
        long[] id = new long[1];
        FutureTask<T> task = new FutureTask<>(() -> {
            id[0] = GETTID.call();
            return work.run();
        });
        Thread thread = new Thread(task, "passing");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError none) {
            throw new PosixException("a thread cannot be made: " + none.getMessage(), PosixException.EAGAIN);
        }
        boolean interrupted = join(thread);
        try {
            awaitEnd(id[0]);
            return task.get();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        } catch (ExecutionException failed) {
            throw cause(failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for its end, and says whether somebody wanted to interrupt that. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        for (;;) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
    }

    private static PosixException cause(ExecutionException failed) {
        switch (failed.getCause()) {
            case PosixException ours -> {
                return ours;
            }
            case RuntimeException ours -> throw ours;
            case Error ours -> throw ours;
            default -> throw new IllegalStateException(failed.getCause());
        }
    }

    private static void awaitEnd(long thread) throws PosixException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long pid = ProcessControl.self();
        while (TGKILL.call(pid, thread, 0) == 0) {
            if (System.nanoTime() - end > 0) {
                throw new PosixException("thread " + thread + " does not end", PosixException.EAGAIN);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }
}
