package nut.upsmon.sched;

import java.util.List;
import java.util.Optional;
import nut.common.conf.Quoting;
import nut.common.conf.UpsschedConf;

/** What a call asks of the timers. On the socket it is one line of the suite's language, and the answer is OK or ERR and a reason. */
sealed interface TimerOrder {
    /** The event that it comes from. */
    Event cause();

    /** Starts a timer; a shared one joins the timer of that name that runs. */
    record Start(String name, int seconds, boolean shared, Event cause) implements TimerOrder {
        @Override
        public String line() {
            return TimerOrder.line(shared ? "START-SHARED" : "START", name, String.valueOf(seconds), cause);
        }
    }

    /** Cancels the timers of a name, all or those of the cause's UPS; if there are none, {@code otherwise} is a command to run. */
    record Cancel(String name, Optional<String> otherwise, boolean matched, Event cause) implements TimerOrder {
        @Override
        public String line() {
            return TimerOrder.line(matched ? "CANCEL-MATCHED" : "CANCEL", name, otherwise.orElse(""), cause);
        }
    }

    /** As the socket has it, without a newline. */
    String line();

    private static String line(String word, String name, String argument, Event cause) {
        return word + " " + Quoting.quote(name) + " " + Quoting.quote(argument) + " " + Quoting.quote(cause.type()) + " "
            + Quoting.quote(cause.ups()) + " " + Quoting.quote(cause.message());
    }

    /** What a rule asks for; empty for EXECUTE, which asks nothing of the timers. */
    static Optional<TimerOrder> of(UpsschedConf.Rule rule, Event cause) {
        return switch (rule.verb()) {
            case START_TIMER -> Optional.of(new Start(rule.name(), rule.seconds(), false, cause));
            case START_TIMER_SHARED -> Optional.of(new Start(rule.name(), rule.seconds(), true, cause));
            case CANCEL_TIMER -> Optional.of(new Cancel(rule.name(), rule.otherwise(), false, cause));
            case CANCEL_TIMER_MATCHED -> Optional.of(new Cancel(rule.name(), rule.otherwise(), true, cause));
            case EXECUTE -> Optional.empty();
        };
    }

    /** From the words of a line; empty when they are no order. */
    static Optional<TimerOrder> parse(List<String> words) {
        if (words.size() != 6 || words.get(1).isEmpty()) {
            return Optional.empty();
        }
        String name = words.get(1);
        String argument = words.get(2);
        Event cause = new Event(words.get(3), words.get(4), words.get(5));
        return switch (words.getFirst()) {
            case "START", "START-SHARED" -> seconds(argument)
                .map(seconds -> new Start(name, seconds, words.getFirst().equals("START-SHARED"), cause));
            case "CANCEL", "CANCEL-MATCHED" -> Optional.of(new Cancel(name,
                argument.isEmpty() ? Optional.empty() : Optional.of(argument), words.getFirst().equals("CANCEL-MATCHED"), cause));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> seconds(String text) {
        return text.matches("[0-9]{1,9}|1[0-9]{9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
