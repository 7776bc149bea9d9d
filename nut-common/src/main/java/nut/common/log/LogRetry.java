package nut.common.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings kept lines to a log daemon that has come back, also when the program has nothing more to say. Its thread is there only while lines
 * wait, and looks after one second, two, four and so on up to half a minute.
 */
final class LogRetry implements Runnable {
    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** A log daemon that has taken some is at work, and its queue is short. */
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STACK_BYTES = 128 * 1024;

    private final Syslog syslog;

    private LogRetry(Syslog syslog) {
        this.syslog = syslog;
    }

    static void start(Syslog syslog) {
        Thread thread = new Thread(null, new LogRetry(syslog), "log", STACK_BYTES);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // What is to be logged must not end whoever logs it. The lines are kept, and go with the next one.
            return;
        }
    }

    @Override
    public void run() {
        long pause = FIRST_NANOS;
        for (;;) {
            sleep(pause);
            switch (syslog.retryUntilTold()) {
                case ALL -> {
                    return;
                }
                case SOME -> pause = BUSY_NANOS;
                default -> pause = Math.clamp(2 * pause, FIRST_NANOS, LONGEST_NANOS);
            }
        }
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
