package nut.upsmon.sched;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers that run. As in NUT, each START is a timer of its own, also under a name that there is already, and CANCEL takes all of a
 * name. Owned by one thread; times are nanoseconds of a clock that is passed in.
 */
final class TimerTable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerTable.class);
    private static final long NANOS = 1_000_000_000L;
    /** More than any rules need; whoever asks for more has gone mad. */
    private static final int MOST = 1000;

    private final List<Timer> timers = new ArrayList<>();

    TimerTable(List<Timer> running) {
        timers.addAll(running);
    }

    /**
     * Carries an order out.
     *
     * @return the command to run now, when there was nothing to cancel
     * @throws TooManyTimers when there is no room for another one
     */
    Optional<String> apply(TimerOrder order, long now) throws TooManyTimers {
        return switch (order) {
            case TimerOrder.Start start -> {
                start(start, now);
                yield Optional.empty();
            }
            case TimerOrder.Cancel cancel -> cancel(cancel);
        };
    }

    private void start(TimerOrder.Start start, long now) throws TooManyTimers {
        if (start.shared()) {
            for (int i = 0; i < timers.size(); i++) {
                if (timers.get(i).name().equals(start.name())) {
                    timers.set(i, timers.get(i).joinedBy(start.cause()));
                    LOG.info("Joining timer: {} ({} {})", start.name(), start.cause().type(), start.cause().ups());
                    return;
                }
            }
        }
        if (timers.size() >= MOST) {
            throw new TooManyTimers();
        }
        timers.add(new Timer(start.name(), now + start.seconds() * NANOS, List.of(start.cause()), 0));
        LOG.info("New timer: {} ({} seconds) ({} {})", start.name(), start.seconds(), start.cause().type(), start.cause().ups());
    }

    private Optional<String> cancel(TimerOrder.Cancel cancel) {
        Predicate<Timer> meant = timer -> timer.name().equals(cancel.name())
            && (!cancel.matched() || timer.isOf(cancel.cause().ups()));
        if (timers.removeIf(meant)) {
            LOG.info("Cancelling timer: {} ({} {})", cancel.name(), cancel.cause().type(), cancel.cause().ups());
            return Optional.empty();
        }
        return cancel.otherwise();
    }

    /** Those that have run out, earliest first. They stay until they are taken away. */
    List<Timer> due(long now) {
        List<Timer> due = new ArrayList<>();
        for (Timer timer : timers) {
            if (timer.deadline() <= now) {
                due.add(timer);
            }
        }
        due.sort((a, b) -> Long.compare(a.deadline(), b.deadline()));
        return due;
    }

    void remove(Timer timer) {
        timers.remove(timer);
    }

    /** Has another one stand in a timer's place. */
    void replace(Timer timer, Timer by) {
        timers.set(timers.indexOf(timer), by);
    }

    /** When the next one runs out. */
    OptionalLong next() {
        return timers.stream().mapToLong(Timer::deadline).min();
    }

    boolean isEmpty() {
        return timers.isEmpty();
    }

    /** In the order of their starts. */
    List<Timer> all() {
        return List.copyOf(timers);
    }
}
