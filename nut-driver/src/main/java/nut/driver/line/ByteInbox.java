package nut.driver.line;

/**
 * Where bytes wait that came from a UPS: written by the thread that reads the port, read by the driver's thread. Bounded: when nobody
 * takes the bytes, the oldest are thrown away and counted.
 */
final class ByteInbox {
    private static final int PLACES = 4096;

    private final Runnable news;
    private final byte[] bytes = new byte[PLACES];
    private int first;
    private int count;
    private long thrownAway;
    private String lost;

    /**
     * An empty inbox.
     *
     * @param news called by the thread that puts something in, after it is in
     */
    ByteInbox(Runnable news) {
        this.news = news;
    }

    void put(byte[] source, int length) {
        synchronized (this) {
            for (int i = 0; i < length; i++) {
                if (count == PLACES) {
                    first = (first + 1) % PLACES;
                    count--;
                    thrownAway++;
                }
                bytes[(first + count) % PLACES] = source[i];
                count++;
            }
            notifyAll();
        }
        news.run();
    }

    /** The device is gone. */
    void lost(String reason) {
        synchronized (this) {
            lost = reason;
            notifyAll();
        }
        news.run();
    }

    synchronized boolean hasNews() {
        return count > 0 || lost != null;
    }

    synchronized long thrownAway() {
        return thrownAway;
    }

    /** Takes a byte, waits for it until the deadline (System.nanoTime). */
    synchronized int take(long deadlineNanos) throws LineLost {
        while (count == 0) {
            if (lost != null) {
                throw new LineLost(lost);
            }
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0 || !await(left)) {
                return Line.NOTHING;
            }
        }
        int taken = bytes[first] & 0xFF;
        first = (first + 1) % PLACES;
        count--;
        return taken;
    }

    /** False when the thread was interrupted: whoever did that wants it to end, so it does not wait any more. */
    private boolean await(long nanos) {
        try {
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            return true;
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
