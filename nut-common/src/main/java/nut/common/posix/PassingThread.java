package nut.common.posix;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

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
     * @param undo   takes back what was done, when the kernel does not forget the thread within 5 s
     * @throws PosixException what the work throws, that there is no memory for a thread, or that the kernel does not forget it
     */
    public static <T> T call(Work<T> work, Consumer<T> undo) throws PosixException {
        return call(work, undo, PATIENCE_NANOS);
    }

    static <T> T call(Work<T> work, Consumer<T> undo, long patienceNanos) throws PosixException {
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
            T done = task.get();
            if (!isForgotten(id[0], patienceNanos)) {
                undo.accept(done);
                throw new PosixException("thread " + id[0] + " does not end", PosixException.EAGAIN);
            }
            return done;
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

    /** Waits until the kernel has forgotten a thread, at most so long. */
    private static boolean isForgotten(long thread, long patienceNanos) throws PosixException {
        long end = System.nanoTime() + patienceNanos;
        long pid = ProcessControl.self();
        while (System.nanoTime() - end < 0) {
            if (TGKILL.call(pid, thread, 0) != 0) {
                return true;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return false;
    }
}
