package nut.driver.simulator;

/**
 * The relay between the UPS and its load, and the plans to open and to close it.
 *
 * <pre>
 *                       S on battery, @nnn: after p seconds; the shutdown line
 *            +------+ -------------------------------------------------------------> +--------+
 *            |  ON  | <-- mains back (1), or nnn x 6 minutes after the cut (2) ----- | ASLEEP |   hears and answers (3)
 *            +------+                                                                +--------+
 *              |  ^
 *              |  +--- ^N^N ------------------------------------+
 *              +-- Z at once, K after p seconds ----------> +-----+
 *              |                                            | OFF |                               silent, obeys ^N^N only
 *              +-- battery empty --> +-------+              +-----+
 *                                    | EMPTY | --- mains back (1) ---> ON                         silent
 *                                    +-------+
 *
 *     (1) third generation: for r seconds and nnn x 6 minutes, and with a charge of at least e; older: at once
 *     (2) older units after @nnn, with or without mains
 *     (3) older units after @nnn: deaf
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
    static final char BY_LINE = '/';
    static final char BY_BYPASS = '^';
    /** The load stays off at least so long, so that what it feeds notices. Not documented by APC. */
    private static final long LEAST_OFF_NANOS = 4_000_000_000L;

    private final Profile.Conduct conduct;
    private Output output = Output.ON;
    private char offReason;
    private Plan plan;
    private long extraNanos;
    private long wakeNanos = NEVER;

    LoadSwitch(Profile.Conduct conduct) {
        this.conduct = conduct;
    }

    Output output() {
        return output;
    }

    boolean isOn() {
        return output == Output.ON;
    }

    /** Whether the electronics have power and speak. */
    boolean isAwake() {
        boolean deaf = conduct.deafAsleep() && (output == Output.ASLEEP ? offReason == '@' : plan != null && plan.command == '@');
        return (output == Output.ON || output == Output.ASLEEP) && !deaf;
    }

    /** Whether nothing but ^N^N brings the load back. */
    boolean isOffForGood() {
        return output == Output.OFF;
    }

    /** What opened the relay, in words. */
    String describeReason() {
        return switch (offReason) {
            case BY_EMPTY_BATTERY -> "empty battery";
            case BY_LINE -> "the shutdown line";
            case BY_BYPASS -> "mains failure in bypass";
            default -> String.valueOf(offReason);
        };
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
     * @param command    S, @ or K, or {@link #BY_LINE}
     * @param cutNanos   when
     * @param extraNanos how much longer than usual to sleep
     */
    void plan(char command, long cutNanos, long extraNanos) {
        plan = new Plan(command, cutNanos, extraNanos);
    }

    /** The command whose grace time is running, or 0. */
    char planned() {
        return plan == null ? 0 : plan.command;
    }

    /** Forgets the plan; says which command made it, or 0. */
    char abort() {
        char command = planned();
        plan = null;
        return command;
    }

    /** The command whose grace time is running and the seconds left, or "none". */
    String describePlan(long now) {
        if (plan == null) {
            return "none";
        }
        String command = plan.command == BY_LINE ? "line" : String.valueOf(plan.command);
        return command + "/" + Math.round((plan.cutNanos - now) / 1e8) / 10.0 + "s";
    }

    /** When the load will be cut. */
    long cutNanos() {
        return plan == null ? NEVER : plan.cutNanos;
    }

    /** Cuts the load as planned. */
    void cutAsPlanned(long now) {
        Plan done = plan;
        cut(done.command == 'K' ? Output.OFF : Output.ASLEEP, done.command);
        extraNanos = done.extraNanos;
        if (returnsByTime()) {
            wakeNanos = now + Math.max(LEAST_OFF_NANOS, extraNanos);
        }
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
        if ((output == Output.ASLEEP || output == Output.EMPTY) && !returnsByTime()) {
            wakeNanos = now + Math.max(LEAST_OFF_NANOS, conduct.returnWaits() ? delayNanos + extraNanos : 0);
        }
    }

    /** The mains is gone: no return before it is back, unless the return waits for the clock alone. */
    void stopWaiting() {
        if (!returnsByTime()) {
            wakeNanos = NEVER;
        }
    }

    /** When the load may be fed again, if the battery is charged enough. */
    long wakeNanos() {
        return wakeNanos;
    }

    /** Whether the return asks for a charge, too. */
    boolean returnAsksForCharge() {
        return conduct.returnWaits() && !returnsByTime();
    }

    void close() {
        output = Output.ON;
        wakeNanos = NEVER;
        extraNanos = 0;
    }

    private boolean returnsByTime() {
        return output == Output.ASLEEP && offReason == '@' && conduct.hibernationByTime();
    }
}
