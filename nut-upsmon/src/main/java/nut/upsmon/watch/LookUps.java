package nut.upsmon.watch;

/** When hosts that could not be looked up are due again. */
final class LookUps {
    private final boolean needed;
    private long next;

    /**
     * From a start on.
     *
     * @param needed whether there is such a host
     * @param now    nanoseconds of a clock that is passed in
     */
    LookUps(boolean needed, long now) {
        this.needed = needed;
        this.next = now + Watcher.LOOK_UP_AGAIN.toNanos();
    }

    /**
     * Whether it is time, once each time.
     *
     * @param calm whether this process can be replaced; if not, it is put off until it can
     */
    boolean areDue(long now, boolean calm) {
        if (!needed || !calm || now - next < 0) {
            return false;
        }
        next = now + Watcher.LOOK_UP_AGAIN.toNanos();
        return true;
    }
}
