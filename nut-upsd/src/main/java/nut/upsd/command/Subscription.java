package nut.upsd.command;

import java.util.List;
import nut.common.state.UpsSnapshot;
import nut.common.state.UpsVariable;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.answer.SnapshotAnswers;
import nut.upsd.driverlink.Availability;

/**
 * One client's wish to hear of one UPS, and up to where it was told. What it is told is always the newest: values that came and went while
 * the client did not read are left out. Owned by the event loop.
 *
 * <pre>
 *               STALE or NOT_CONNECTED: one ERR
 *   AVAILABLE ----------------------------------> told so
 *   each change:  &lt;----------------------------------
 *   VAR, or ERR      available again: every value
 *   for a variable
 *   that vanished
 * </pre>
 */
final class Subscription {
    private final NewsBoard board;
    private final Runnable askTurn;
    private final List<String> names;
    private Availability toldState = Availability.AVAILABLE;
    private long toldUpTo;

    /**
     * A client that knows everything up to now.
     *
     * @param askTurn asks for a turn in which {@link #tell} can be called
     * @param names   of the variables; none for all of the UPS
     */
    Subscription(NewsBoard board, Runnable askTurn, List<String> names) {
        this.board = board;
        this.askTurn = askTurn;
        this.names = names;
        this.toldUpTo = board.newest();
    }

    NewsBoard board() {
        return board;
    }

    /** How much it counts towards what a client, and all clients together, may ask for. */
    int weight() {
        return Math.max(1, names.size());
    }

    void askTurn() {
        askTurn.run();
    }

    /** Whether {@link #tell} would say something. */
    boolean hasNews() {
        if (board.removed() || board.availability() != toldState) {
            return true;
        }
        if (toldState != Availability.AVAILABLE || board.newest() == toldUpTo) {
            return false;
        }
        for (String name : names) {
            if (isNews(name)) {
                return true;
            }
        }
        return names.isEmpty();
    }

    /** Says what the client does not know yet. */
    void tell(Output out) {
        if (board.removed()) {
            ErrorWord.UNKNOWN_UPS.about(board.ups().name(), out);
            return;
        }
        Availability before = toldState;
        toldState = board.availability();
        switch (toldState) {
            case AVAILABLE -> {
                if (before != Availability.AVAILABLE) {
                    tellAll(out);
                } else if (board.newest() != toldUpTo) {
                    tellChanges(out);
                }
                toldUpTo = board.newest();
            }
            case STALE -> tellState(before, ErrorWord.DATA_STALE, out);
            default -> tellState(before, ErrorWord.DRIVER_NOT_CONNECTED, out);
        }
    }

    private void tellState(Availability before, ErrorWord word, Output out) {
        if (toldState != before) {
            word.about(board.ups().name(), out);
        }
    }

    private void tellChanges(Output out) {
        if (names.isEmpty()) {
            board.changed().forEach((name, number) -> {
                if (number > toldUpTo) {
                    tellVariable(name, out);
                }
            });
            return;
        }
        for (String name : names) {
            if (isNews(name)) {
                tellVariable(name, out);
            }
        }
    }

    /** The values that there are, and the variables that vanished since the client was told last. */
    private void tellAll(Output out) {
        UpsSnapshot snapshot = board.ups().answers().snapshot();
        if (names.isEmpty()) {
            snapshot.variables().forEach(variable -> tellVariable(variable.name(), out));
        }
        for (String name : names) {
            if (snapshot.find(name) != null) {
                tellVariable(name, out);
            }
        }
        for (String name : names.isEmpty() ? board.changed().keySet() : names) {
            if (snapshot.find(name) == null && isNews(name)) {
                tellVariable(name, out);
            }
        }
    }

    private boolean isNews(String name) {
        Long number = board.changed().get(name);
        return number != null && number > toldUpTo;
    }

    /** The line, in the writing of ups.conf and the driver. */
    private void tellVariable(String name, Output out) {
        String ups = board.ups().name();
        SnapshotAnswers answers = board.ups().answers();
        UpsVariable variable = answers.snapshot().find(name);
        if (variable == null) {
            ErrorWord.VAR_NOT_SUPPORTED.about(ups + " " + name, out);
        } else {
            answers.variable(ups, variable.name(), out);
        }
    }
}
