package nut.driver.line;

/** The thread of a line that sits in read(). */
final class LineReader {
    private static final long JOIN_MILLIS = 2000;

    private final Thread thread;

    LineReader(String line, Runnable reading) {
        this.thread = Thread.ofPlatform().name("line " + line).daemon().unstarted(reading);
    }

    void start() {
        thread.start();
    }

    /** Waits until it has ended, 2 s at the most, and then does what is left of closing the line. An interrupt is kept for later. */
    void awaitEnd(Runnable rest) {
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        rest.run();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
