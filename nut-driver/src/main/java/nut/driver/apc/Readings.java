package nut.driver.apc;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nut.driver.apc.Inquiry.Answer;
import nut.driver.apc.Inquiry.Result;
import nut.driver.core.UpsState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which variables this UPS has, which of them are to be read now, and what came of it. */
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final long ALL_AGAIN_NANOS = 3_600_000_000_000L;
    private static final char TRANSFER_REASON = 'G';
    /** How often in a row the UPS may say NA, as it does just after a transfer, before a variable is taken out. */
    private static final int MOST_MISSES = 5;

    private final Inquiry inquiry;
    private final UpsState state;
    private final Set<Variable> present = new LinkedHashSet<>();
    private final Map<Variable, Integer> misses = new HashMap<>();
    private final ArrayDeque<Variable> due = new ArrayDeque<>();
    private int polls;
    private long allAgain;

    Readings(Inquiry inquiry, UpsState state) {
        this.inquiry = inquiry;
        this.state = state;
    }

    /** Asks for everything that the UPS may have; what it answers in the right form, it has. */
    void discover(CommandSet commands, long now) throws IOException {
        Set<String> before = new HashSet<>();
        present.forEach(variable -> before.addAll(variable.names()));
        present.clear();
        misses.clear();
        due.clear();
        Set<Character> asked = new HashSet<>();
        for (Variable variable : Variable.ALL) {
            if (commands.has(variable.query()) && asked.add(variable.query())) {
                discover(variable.query(), commands.known() ? Inquiry.USUAL_TRIES : 1);
            }
        }
        present.forEach(variable -> variable.names().forEach(before::remove));
        before.forEach(state::remove);
        allAgain = now + ALL_AGAIN_NANOS;
    }

    private void discover(char query, int tries) throws IOException {
        List<Variable> candidates = new ArrayList<>();
        for (Variable variable : Variable.ALL) {
            if (variable.query() == query && !isPresent(variable.name())) {
                candidates.add(variable);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        Answer answer = inquiry.ask(query, candidates.getFirst().reading(),
            text -> candidates.stream().anyMatch(variable -> variable.form().fits(text)), tries);
        switch (answer.result()) {
            case VALUE -> {
                Variable fitting = candidates.stream().filter(variable -> variable.form().fits(answer.text())).findFirst().orElseThrow();
                present.add(fitting);
                publish(fitting, answer.text());
            }
            case GARBLED -> present.add(candidates.getFirst());
            default -> {
                if (query == TRANSFER_REASON) {
                    present.add(candidates.getFirst());
                }
            }
        }
    }

    private boolean isPresent(String name) {
        for (Variable variable : present) {
            if (variable.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A poll begins; what is still due of the last one stays due, and nothing is added.
     *
     * @param full     whether it is to bring everything but what is read once an hour
     * @param settings whether it is to bring what is read once an hour
     * @return whether it brings what is not read in each poll
     */
    boolean beginPoll(boolean full, boolean settings, long now) {
        if (!due.isEmpty()) {
            return false;
        }
        boolean all = now - allAgain >= 0;
        boolean round = polls++ % Rhythm.ROUND == 0 || full || all;
        for (Variable variable : present) {
            boolean turn = switch (variable.rhythm()) {
                case EACH_POLL -> true;
                case EACH_FIFTH_POLL -> round;
                case HOURLY -> settings || all;
            };
            if (turn) {
                due.add(variable);
            }
        }
        if (all) {
            allAgain = now + ALL_AGAIN_NANOS;
        }
        return round;
    }

    /** The next poll reads everything. */
    void allAgain(long now) {
        due.clear();
        allAgain = now;
    }

    boolean isDue() {
        return !due.isEmpty();
    }

    /** Reads the next variable that is due; returns which. */
    Variable readNext() throws IOException {
        Variable variable = due.remove();
        Result result = read(variable);
        if (result == Result.VALUE) {
            misses.remove(variable);
        } else if (result == Result.ABSENT && misses.merge(variable, 1, Integer::sum) > MOST_MISSES) {
            LOG.warn("The UPS does not tell {} any more ({}): it is removed", variable.name(), SmartLink.shown(variable.query()));
            misses.remove(variable);
            present.remove(variable);
            variable.names().forEach(state::remove);
        }
        return variable;
    }

    /** Reads a variable now. */
    Result read(Variable variable) throws IOException {
        Answer answer = inquiry.ask(variable);
        if (answer.result() == Result.VALUE) {
            publish(variable, answer.text());
        }
        return answer.result();
    }

    Collection<Variable> present() {
        return present;
    }

    /** The variable of a name, in any case. */
    Optional<Variable> named(String name) {
        return present.stream().filter(variable -> variable.name().equalsIgnoreCase(name)).findFirst();
    }

    private void publish(Variable variable, String answer) {
        Map<String, String> values = variable.values(answer);
        for (String name : variable.names()) {
            String value = values.get(name);
            if (value == null) {
                state.remove(name);
            } else {
                state.set(name, value);
            }
        }
    }
}
