package nut.upsd.command;

import java.util.List;
import java.util.Locale;
import nut.common.state.UpsVariable;
import nut.common.state.ValueRange;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.answer.SnapshotAnswers.Listing;
import nut.upsd.driverlink.ServedUps;

/** LIST: the question repeated after BEGIN LIST, the lines, and the question again after END LIST. Words too many are passed over. */
final class ListCommand {
    private final Desk desk;

    ListCommand(Desk desk) {
        this.desk = desk;
    }

    void answer(List<String> words, Output out) {
        String what = words.size() < 2 ? "" : words.get(1).toUpperCase(Locale.ROOT);
        int needed = switch (what) {
            case "UPS" -> 2;
            case "VAR", "RW", "CMD", "CLIENT" -> 3;
            default -> 4;
        };
        if (words.size() < needed) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        switch (what) {
            case "UPS" -> upses(out);
            case "VAR" -> snapshot(Listing.VAR, words.get(2), out);
            case "RW" -> snapshot(Listing.RW, words.get(2), out);
            case "CMD" -> snapshot(Listing.CMD, words.get(2), out);
            case "CLIENT" -> clients(words.get(2), out);
            case "ENUM" -> values(words.get(2), words.get(3), out);
            case "RANGE" -> ranges(words.get(2), words.get(3), out);
            default -> ErrorWord.INVALID_ARGUMENT.to(out);
        }
    }

    private void upses(Output out) {
        out.text("BEGIN LIST UPS").end();
        for (ServedUps ups : desk.upses().all()) {
            out.text("UPS ").text(ups.name()).blank().quoted(ups.description().orElse("Description unavailable")).end();
        }
        out.text("END LIST UPS").end();
    }

    private void snapshot(Listing listing, String asked, Output out) {
        ServedUps ups = desk.available(asked, out);
        if (ups != null) {
            ups.answers().list(listing, asked, out);
        }
    }

    private void clients(String asked, Output out) {
        ServedUps ups = desk.known(asked, out);
        if (ups == null) {
            return;
        }
        out.text("BEGIN LIST CLIENT ").text(asked).end();
        for (Session session : desk.loggedInto(ups)) {
            out.text("CLIENT ").text(ups.name()).blank().text(session.address()).end();
        }
        out.text("END LIST CLIENT ").text(asked).end();
    }

    private void values(String asked, String name, Output out) {
        UpsVariable variable = variable(asked, name, out);
        if (variable == null) {
            return;
        }
        out.text("BEGIN LIST ENUM ").text(asked).blank().text(name).end();
        for (String value : variable.enumeration()) {
            out.text("ENUM ").text(asked).blank().text(name).blank().quoted(value).end();
        }
        out.text("END LIST ENUM ").text(asked).blank().text(name).end();
    }

    private void ranges(String asked, String name, Output out) {
        UpsVariable variable = variable(asked, name, out);
        if (variable == null) {
            return;
        }
        out.text("BEGIN LIST RANGE ").text(asked).blank().text(name).end();
        for (ValueRange range : variable.ranges()) {
            out.text("RANGE ").text(asked).blank().text(name).blank().quoted(Integer.toString(range.minimum()));
            out.blank().quoted(Integer.toString(range.maximum())).end();
        }
        out.text("END LIST RANGE ").text(asked).blank().text(name).end();
    }

    private UpsVariable variable(String asked, String name, Output out) {
        ServedUps ups = desk.available(asked, out);
        if (ups == null) {
            return null;
        }
        UpsVariable variable = ups.answers().snapshot().find(name);
        if (variable == null) {
            ErrorWord.VAR_NOT_SUPPORTED.to(out);
        }
        return variable;
    }
}
