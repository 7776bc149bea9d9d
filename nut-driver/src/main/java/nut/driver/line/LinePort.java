package nut.driver.line;

/** A port that is a byte line: for the driver it stays the same line when the device went away and came back. */
public final class LinePort implements Port, Line {
    /** How a line is opened. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens the line.
         *
         * @param news to be called by any thread when bytes came or the device is gone
         * @throws LineLost when it cannot be opened
         */
        Line open(Runnable news) throws LineLost;
    }

    private final Opener opener;
    private final Runnable news;
    private Line line;

    /**
     * A line that is not open yet.
     *
     * @param opener how to open it
     * @param news   called by any thread when bytes came or the device is gone
     */
    public LinePort(Opener opener, Runnable news) {
        this.opener = opener;
        this.news = news;
    }

    @Override
    public void open() throws LineLost {
        line = opener.open(news);
    }

    @Override
    public boolean isOpen() {
        return line != null;
    }

    @Override
    public void write(byte... bytes) throws LineLost {
        opened().write(bytes);
    }

    @Override
    public int read(long deadlineNanos) throws LineLost {
        return opened().read(deadlineNanos);
    }

    @Override
    public boolean hasNews() {
        return line != null && line.hasNews();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    private Line opened() throws LineLost {
        if (line == null) {
            throw new LineLost("the port is not open");
        }
        return line;
    }
}
