package nut.driver.dummy;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import nut.driver.line.LineLost;
import nut.driver.line.Port;

/**
 * A file as a port: opening it only looks whether it is there. Its news is that the time for the next step has come, so a step is in time
 * however long the poll interval is.
 */
final class ScriptPort implements Port, AlarmClock {
    private final DefinitionFile file;
    private final Runnable news;
    private ScheduledThreadPoolExecutor bell;
    private ScheduledFuture<?> next;
    private long time;

    /**
     * A port that is not open yet.
     *
     * @param news called by the clock's thread at the time
     */
    ScriptPort(DefinitionFile file, Runnable news) {
        this.file = file;
        this.news = news;
    }

    @Override
    public void open() throws LineLost {
        file.stamp();
        bell = new ScheduledThreadPoolExecutor(1, ring -> Thread.ofPlatform().daemon().name("timer").unstarted(ring));
        bell.setRemoveOnCancelPolicy(true);
    }

    @Override
    public boolean isOpen() {
        return bell != null;
    }

    @Override
    public boolean hasNews() {
        return next != null && nanos() - time >= 0;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void wakeAt(long nanos) {
        sleepOn();
        time = nanos;
        next = bell.schedule(news, nanos - nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void sleepOn() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    @Override
    public void close() {
        if (bell != null) {
            bell.shutdownNow();
            bell = null;
            next = null;
        }
    }
}
