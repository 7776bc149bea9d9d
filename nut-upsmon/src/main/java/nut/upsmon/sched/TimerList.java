package nut.upsmon.sched;

import java.util.List;

/** The timers as {@code upssched -l} shows them: NAME, TIMEOUT_ABS, TIMEOUT_REL, NOTIFYTYPE, UPSNAME, NOTIFYMSG, with tabs between. */
final class TimerList {
    /** What a call says to have it. */
    static final String REQUEST = "LIST-TIMERS";

    private static final long NANOS = 1_000_000_000L;
    private static final long MILLIS = 1000;

    private TimerList() {
    }

    /**
     * A line for each timer.
     *
     * @param now    in nanoseconds of CLOCK_BOOTTIME
     * @param millis the same moment, since 1970
     */
    static String of(List<Timer> timers, long now, long millis) {
        StringBuilder text = new StringBuilder();
        for (Timer timer : timers) {
            long left = (timer.deadline() - now + NANOS / 2) / NANOS;
            text.append(timer.name()).append('\t').append(millis / MILLIS + left).append('\t').append(left).append('\t')
                .append(orQuotes(timer.types())).append('\t').append(orQuotes(timer.upses())).append('\t')
                .append(orQuotes(timer.messages())).append('\n');
        }
        return text.toString();
    }

    private static String orQuotes(String field) {
        return field.isEmpty() ? "\"\"" : field;
    }
}
