package nut.driver.core;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nut.common.state.Request;

/**
 * Where everything meets that the driver's thread has to react to: news from the line, requests from upsd, signals. Any thread puts in, the
 * driver's thread waits and takes out; one lock orders it. Bounded: requests that nobody has time for are refused.
 */
final class Work {
    private static final int MOST_REQUESTS = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private boolean news;
    private boolean reload;
    private boolean mayExit;
    private boolean stop;

    /** The line has news. */
    void news() {
        lock.lock();
        try {
            news = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody asks for something; false when too much waits already. */
    boolean request(Request request) {
        lock.lock();
        try {
            if (requests.size() >= MOST_REQUESTS) {
                return false;
            }
            requests.add(request);
            something.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * ups.conf is to be read again.
     *
     * @param orExit whether the process is to end when that is not enough
     */
    void reload(boolean orExit) {
        lock.lock();
        try {
            reload = true;
            mayExit |= orExit;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** How ups.conf is to be read again, if that has been asked for since this was last asked. */
    Optional<ReloadManner> takeReload() {
        lock.lock();
        try {
            Optional<ReloadManner> taken = reload ? Optional.of(mayExit ? ReloadManner.OR_EXIT : ReloadManner.APPLY) : Optional.empty();
            reload = false;
            mayExit = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The process is to end. */
    void stop() {
        lock.lock();
        try {
            stop = true;
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopping() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to do, or until the deadline (System.nanoTime). */
    void await(long deadlineNanos) {
        lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (!news && !reload && requests.isEmpty() && !stop && left > 0) {
                left = something.awaitNanos(left);
            }
        } catch (InterruptedException asked) {
            stop = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the line had news since this was last asked. */
    boolean takeNews() {
        lock.lock();
        try {
            boolean taken = news;
            news = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest request; null when there is none. */
    Request takeRequest() {
        lock.lock();
        try {
            return requests.poll();
        } finally {
            lock.unlock();
        }
    }
}
