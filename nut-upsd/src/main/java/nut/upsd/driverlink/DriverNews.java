package nut.upsd.driverlink;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import nut.common.state.DriverView;
import nut.common.state.Outcome;

/**
 * The crossing point from other threads to the event loop.
 *
 * <p>Who writes: a driver's doorbell thread ({@link Inlet}), and whoever has work for the loop ({@link #post}). Who reads: the event loop,
 * in {@link #deliver}. A view is put into its UPS's own place, where a newer one replaces it, and is queued only when that place was empty:
 * however fast a driver publishes, it has at most one entry in the queue. A wake-up follows each entry, so none waits for the next pass.
 * What the writer did before the call is visible to the loop when it takes the entry.
 */
public final class DriverNews {
    /** Who takes the news, in a pass of the event loop. */
    public interface Receiver {
        /** A driver came, left, or said something new. */
        void changed(ServedUps ups, DriverView newest);

        /** A driver has done, or not done, what it was asked for. */
        void outcome(ServedUps ups, long id, Outcome outcome);
    }

    private final Queue<Runnable> entries = new ConcurrentLinkedQueue<>();
    private final Receiver receiver;
    private final Runnable wakeup;

    /**
     * A crossing point.
     *
     * @param receiver takes the news in a pass of the loop
     * @param wakeup   has a pass of the loop begin, perhaps on the caller's thread
     */
    public DriverNews(Receiver receiver, Runnable wakeup) {
        this.receiver = receiver;
        this.wakeup = wakeup;
    }

    /** Has work done by the loop. For any thread. */
    public void post(Runnable work) {
        entries.add(work);
        wakeup.run();
    }

    /** An inlet for one UPS. */
    public Inlet inlet(ServedUps ups) {
        return new Inlet(ups);
    }

    /** Takes in what has come. For the event loop. */
    public void deliver() {
        for (Runnable entry = entries.poll(); entry != null; entry = entries.poll()) {
            entry.run();
        }
    }

    /** Where the news of one UPS come in. For any thread. */
    public final class Inlet {
        private final ServedUps ups;
        private final AtomicReference<DriverView> newest = new AtomicReference<>();
        private final Runnable entry = this::takeIn;

        private Inlet(ServedUps ups) {
            this.ups = ups;
        }

        /** The driver came, left, or said something new. */
        public void changed(DriverView view) {
            if (newest.getAndSet(view) == null) {
                post(entry);
            }
        }

        /** The driver has reported an outcome. */
        public void outcome(long id, Outcome outcome) {
            post(() -> receiver.outcome(ups, id, outcome));
        }

        private void takeIn() {
            receiver.changed(ups, newest.getAndSet(null));
        }
    }
}
