package nut.upsd.command;

import java.util.List;
import java.util.TreeSet;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;

/** SUBSCRIBE and UNSUBSCRIBE, by which a client asks for news; see docs/protocol.md. */
final class SubscribeCommand {
    /** A request of more words was perhaps cut by the reader, so it is refused. */
    private static final int MOST_WORDS = 31;
    /** No variable of NUT's list has a name half as long. */
    private static final int LONGEST_NAME = 64;

    private final Desk desk;

    SubscribeCommand(Desk desk) {
        this.desk = desk;
    }

    void subscribe(Session session, List<String> words, Output out) {
        if (words.size() < 2 || words.size() > MOST_WORDS) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.known(words.get(1), out);
        if (ups == null) {
            return;
        }
        List<String> names = names(ups, words.subList(2, words.size()));
        if (names.stream().anyMatch(name -> name.isEmpty() || name.length() > LONGEST_NAME)) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        Subscription subscription = session.subscriptions().subscribe(ups, names);
        if (subscription == null) {
            desk.provoked().notice("Client {} wants more news than {} variables, or all clients together more than {}", session.address(),
                Subscriptions.MOST_A_CLIENT, Subscribers.MOST_TOGETHER);
            ErrorWord.TOO_MANY_SUBSCRIPTIONS.to(out);
            return;
        }
        out.text("OK").end();
        subscription.tell(out);
    }

    void unsubscribe(Session session, List<String> words, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.known(words.get(1), out);
        if (ups != null) {
            session.subscriptions().unsubscribe(ups);
            out.text("OK").end();
        }
    }

    /** Each name once; where the UPS has the variable, in the text that the driver gave, so that many clients share it. */
    private static List<String> names(ServedUps ups, List<String> asked) {
        UpsSnapshot snapshot = ups.answers().snapshot();
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : asked) {
            UpsVariable variable = snapshot.find(name);
            names.add(variable == null ? name : variable.name());
        }
        return List.copyOf(names);
    }
}
