package nut.upsmon.sched;

/** There is no room for another timer. */
final class TooManyTimers extends Exception {
    private static final long serialVersionUID = 1L;

    TooManyTimers() {
        super("too many timers run; look at the AT lines of upssched.conf");
    }
}
