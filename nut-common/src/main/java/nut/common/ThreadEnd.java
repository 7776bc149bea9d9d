package nut.common;

/** The end of a thread that must not be left running. */
public final class ThreadEnd {
    private ThreadEnd() {
    }

    /** Waits for it however often the caller is interrupted, which the caller finds out afterwards by its own interrupt status. */
    public static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
