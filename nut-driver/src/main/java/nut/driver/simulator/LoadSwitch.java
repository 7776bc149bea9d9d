package nut.driver.simulator;

/**
 * The relay between the UPS and its load, and the plans to open and to close it.
 *
 * <pre>
 *                       S on battery, @nnn: after p seconds
 *            +------+ -------------------------------------------------------------> +--------+
 *            |  ON  | <-- mains back for r (+ nnn x 6 min), charge at least e ------ | ASLEEP |   hears and answers
 *            +------+                                                                +--------+
 *              |  ^
 *              |  +--- ^N^N ------------------------------------+
 *              +-- Z at once, K after p seconds ----------> +-----+
 *              |                                            | OFF |                               silent, obeys ^N^N only
 *              +-- battery empty --> +-------+              +-----+
 *                                    | EMPTY | --- as from ASLEEP ---> ON                         silent
 *                                    +-------+
 * </pre>
 * Times are nanoseconds of the model's clock.
 */
final class LoadSwitch {
    /** See the drawing of the class. */
    enum Output { ON, ASLEEP, OFF, EMPTY }

    private record Plan(char command, long cutNanos, long extraNanos) {
    }

    static final long NEVER = Long.MAX_VALUE;
    static final char BY_EMPTY_BATTERY = '?';
    /** The load stays off at least so long, so that what it feeds notices. Not documented by APC. */
    private static final long LEAST_OFF_NANOS = 4_000_000_000L;

    private Output output = Output.ON;
    private char offReason;
    private Plan plan;
    private long extraNanos;
    private long wakeNanos = NEVER;

    Output output() {
        return output;
    }

    boolean isOn() {
        return output == Output.ON;
    }

    /** Whether the electronics have power and speak. */
    boolean isAwake() {
        return output == Output.ON || output == Output.ASLEEP;
    }

    /** What opened the relay, in words. */
    String describeReason() {
        return offReason == BY_EMPTY_BATTERY ? "empty battery" : String.valueOf(offReason);
    }

    /** The bits of trip register 1 that belong to the load. */
    int tripBits() {
        return switch (output) {
            case ON, OFF -> 0;
            case EMPTY -> 0x01;
            case ASLEEP -> offReason == '@' ? 0x08 : 0x10;
        };
    }

    /**
     * Plans to cut the load.
     *
     * @param command    S, @ or K
     * @param cutNanos   when
     * @param extraNanos how much longer than usual to sleep
     */
    void plan(char command, long cutNanos, long extraNanos) {
        plan = new Plan(command, cutNanos, extraNanos);
    }

    /** Forgets the plan; says which command made it, or 0. */
    char abort() {
        char command = plan == null ? 0 : plan.command;
        plan = null;
        return command;
    }

    /** The command whose grace time is running and the seconds left, or "none". */
    String describePlan(long now) {
        return plan == null ? "none" : plan.command + "/" + Math.round((plan.cutNanos - now) / 1e8) / 10.0 + "s";
    }

    /** When the load will be cut. */
    long cutNanos() {
        return plan == null ? NEVER : plan.cutNanos;
    }

    /** Cuts the load as planned. */
    void cutAsPlanned() {
        long extra = plan.extraNanos;
        cut(plan.command == 'K' ? Output.OFF : Output.ASLEEP, plan.command);
        extraNanos = extra;
    }

    void cut(Output how, char reason) {
        output = how;
        offReason = reason;
        plan = null;
        extraNanos = 0;
        wakeNanos = NEVER;
    }

    /** The mains is there, since now: the time until the return runs. */
    void awaitReturn(long now, long delayNanos) {
        if (output == Output.ASLEEP || output == Output.EMPTY) {
            wakeNanos = now + Math.max(LEAST_OFF_NANOS, delayNanos + extraNanos);
        }
    }

    /** The mains is gone: no return before it is back. */
    void stopWaiting() {
        wakeNanos = NEVER;
    }

    /** When the load may be fed again, if the battery is charged enough. */
    long wakeNanos() {
        return wakeNanos;
    }

    void close() {
        output = Output.ON;
        wakeNanos = NEVER;
        extraNanos = 0;
    }
}
