package nut.upsd.command;

import java.util.TreeSet;

/** Whose answer is held back, in the order in which they are due. Owned by the event loop. */
final class DelayedAnswers {
    private final TreeSet<Due> waiting = new TreeSet<>();

    /** When a session's answer is due. (Comparator's own methods would make classes at each start that no archive can hold.) */
    record Due(long nanos, Session session) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(session.number(), other.session.number());
        }
    }

    /** Holds a session's answer back. */
    Due hold(Session session, long untilNanos) {
        Due due = new Due(untilNanos, session);
        waiting.add(due);
        return due;
    }

    /** The session is gone. */
    void forget(Due due) {
        waiting.remove(due);
    }

    /** Lets go all answers that are due. */
    void pass(long nowNanos) {
        while (!waiting.isEmpty() && waiting.first().nanos <= nowNanos) {
            waiting.pollFirst().session.due();
        }
    }
}
