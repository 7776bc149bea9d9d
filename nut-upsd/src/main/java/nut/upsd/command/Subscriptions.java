package nut.upsd.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;

/** What one client listens to: at most one subscription for each UPS. Owned by the event loop. */
final class Subscriptions {
    /** What one client may listen to; a subscription counts as many as it names variables, and at least one. */
    static final int MOST_A_CLIENT = 512;
    /** A turn's news end when this much is together, so that a client that does not read keeps no more than that waiting. */
    private static final int TURN_BYTES = 16 * 1024;

    private final Subscribers subscribers;
    private final Runnable askTurn;
    private final LinkedHashMap<ServedUps, Subscription> subscriptions = new LinkedHashMap<>();
    private int weight;
    private boolean newsWait;

    Subscriptions(Subscribers subscribers, Runnable askTurn) {
        this.subscribers = subscribers;
        this.askTurn = askTurn;
    }

    boolean isEmpty() {
        return subscriptions.isEmpty();
    }

    /**
     * Listens to a UPS in place of what was asked of that UPS before.
     *
     * @param names of variables, none for all
     * @return the subscription, or null, and everything as it was, when that would be too much
     */
    Subscription subscribe(ServedUps ups, List<String> names) {
        Subscription old = subscriptions.get(ups);
        int more = Math.max(1, names.size()) - (old == null ? 0 : old.weight());
        if (weight + more > MOST_A_CLIENT || !subscribers.admits(more)) {
            return null;
        }
        Subscription subscription = new Subscription(subscribers.board(ups), this::newsCame, names);
        subscribers.add(subscription);
        unsubscribe(ups);
        subscriptions.put(ups, subscription);
        weight += subscription.weight();
        return subscription;
    }

    /** Listens to a UPS no longer. */
    void unsubscribe(ServedUps ups) {
        Subscription old = subscriptions.remove(ups);
        if (old != null) {
            weight -= old.weight();
            subscribers.remove(old);
        }
    }

    /** Says the news. What is too much for one turn is left to the next, which begins where this one ended. */
    void tell(Output out) {
        if (!newsWait) {
            return;
        }
        newsWait = false;
        tellOfRemoved(out);
        int untold = subscriptions.size();
        for (; untold > 0 && out.length() < TURN_BYTES; untold--) {
            Map.Entry<ServedUps, Subscription> next = subscriptions.firstEntry();
            next.getValue().tell(out);
            subscriptions.putLast(next.getKey(), next.getValue());
        }
        if (untold > 0) {
            newsCame();
        }
    }

    /** The client is gone. */
    void end() {
        List.copyOf(subscriptions.keySet()).forEach(this::unsubscribe);
    }

    private void newsCame() {
        newsWait = true;
        askTurn.run();
    }

    private void tellOfRemoved(Output out) {
        List<Subscription> ended = new ArrayList<>();
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.board().removed()) {
                ended.add(subscription);
            }
        }
        for (Subscription subscription : ended) {
            subscription.tell(out);
            unsubscribe(subscription.board().ups());
        }
    }
}
