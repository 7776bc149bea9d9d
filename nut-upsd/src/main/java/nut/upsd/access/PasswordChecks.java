package nut.upsd.access;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import nut.common.conf.Password;

/**
 * The crossing point to the one thread that looks at hashed passwords, which takes milliseconds each.
 *
 * <p>Who writes: the event loop, in {@link #submit} and {@link #cancel}. Who reads: the worker, which takes one check at a time, the
 * networks in turn, so that one that sends many holds up the others by one check at most. The verdict goes back to the loop through the
 * consumer that the constructor was given. A connection waits while its check is here, so there are no more checks than connections. The
 * worker lives only while there is something to do.
 */
public final class PasswordChecks {
    private final Consumer<Runnable> loop;
    private final LinkedHashMap<ClientNetwork, ArrayDeque<Check>> waiting = new LinkedHashMap<>();
    private boolean working;

    /** One check under way. */
    public record Check(ClientNetwork from, Password wanted, String given, Consumer<Boolean> verdict) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "check for " + from;
        }
    }

    /**
     * No checks yet.
     *
     * @param loop has work done by the event loop; for any thread
     */
    public PasswordChecks(Consumer<Runnable> loop) {
        this.loop = loop;
    }

    /**
     * Has a password looked at.
     *
     * @param verdict is told in a pass of the loop whether it is the right one, unless that is cancelled
     */
    public Check submit(ClientNetwork from, Password wanted, String given, Consumer<Boolean> verdict) {
        Check check = new Check(from, wanted, given, verdict);
        synchronized (this) {
            waiting.computeIfAbsent(from, network -> new ArrayDeque<>()).add(check);
            if (!working) {
                working = true;
                Thread.ofPlatform().name("upsd-passwords").daemon().start(this::work);
            }
        }
        return check;
    }

    /** Nobody wants to know any more. If the check has begun, its verdict still comes. */
    public synchronized void cancel(Check check) {
        ArrayDeque<Check> ofNetwork = waiting.get(check.from);
        if (ofNetwork != null && ofNetwork.remove(check) && ofNetwork.isEmpty()) {
            waiting.remove(check.from);
        }
    }

    private void work() {
        for (Check check = next(); check != null; check = next()) {
            Check done = check;
            boolean right = check.wanted.matches(check.given);
            loop.accept(() -> done.verdict.accept(right));
        }
    }

    private synchronized Check next() {
        Map.Entry<ClientNetwork, ArrayDeque<Check>> first = waiting.pollFirstEntry();
        if (first == null) {
            working = false;
            return null;
        }
        Check check = first.getValue().remove();
        if (!first.getValue().isEmpty()) {
            waiting.put(first.getKey(), first.getValue());
        }
        return check;
    }
}
