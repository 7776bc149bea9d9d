package nut.driver.generic;

import java.util.concurrent.locks.LockSupport;

/** Time as this driver sees and spends it. */
interface Clockwork {
    /** The system's, with a thread for each beat. */
    Clockwork SYSTEM = new Clockwork() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pass(long nanos) {
            long end = System.nanoTime() + nanos;
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        }

        @Override
        public Beat start(String name, long intervalNanos, Runnable work) {
            return BeatThread.start(name, intervalNanos, work);
        }
    };

    /** Now, in nanoseconds from any beginning. */
    long nanos();

    /** Returns when some time has passed, or earlier when the thread is interrupted. */
    void pass(long nanos);

    /**
     * Does something again and again, at once and then after each interval, until it is stopped.
     *
     * @param name what it is about, for people who look at threads
     */
    Beat start(String name, long intervalNanos, Runnable work);

    /** Something that is done again and again. */
    interface Beat {
        /** Ends it: when this returns, it is not being done and will not be done any more. */
        void stop();
    }
}
