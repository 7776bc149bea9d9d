package nut.upsd.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;

/** GET: one answer of one line. Names are echoed as the client wrote them; words too many are passed over. */
final class GetCommand {
    private final Desk desk;

    GetCommand(Desk desk) {
        this.desk = desk;
    }

    void answer(Session session, List<String> words, Output out) {
        String what = words.size() < 2 ? "" : words.get(1).toUpperCase(Locale.ROOT);
        int needed = switch (what) {
            case "TRACKING" -> 2;
            case "NUMLOGINS", "UPSDESC" -> 3;
            default -> 4;
        };
        if (words.size() < needed) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        switch (what) {
            case "VAR" -> variable(words.get(2), words.get(3), out);
            case "TYPE" -> type(words.get(2), words.get(3), out);
            case "DESC" -> description("DESC", words.get(2), words.get(3), out);
            case "CMDDESC" -> description("CMDDESC", words.get(2), words.get(3), out);
            case "UPSDESC" -> upsDescription(words.get(2), out);
            case "NUMLOGINS" -> numberOfLogins(words.get(2), out);
            case "TRACKING" -> tracking(session, words, out);
            default -> ErrorWord.INVALID_ARGUMENT.to(out);
        }
    }

    private void variable(String asked, String name, Output out) {
        if (name.regionMatches(true, 0, "server.", 0, 7)) {
            serverVariable(asked, name, out);
            return;
        }
        ServedUps ups = desk.available(asked, out);
        if (ups != null && !ups.answers().variable(asked, name, out)) {
            ErrorWord.VAR_NOT_SUPPORTED.to(out);
        }
    }

    /** These are upsd's own; NUT does not even look whether there is such a UPS. */
    private static void serverVariable(String asked, String name, Output out) {
        if (name.equalsIgnoreCase("server.info")) {
            out.text("VAR ").text(asked).text(" server.info ").quoted(ServerVersion.LINE).end();
        } else if (name.equalsIgnoreCase("server.version")) {
            out.text("VAR ").text(asked).text(" server.version ").quoted(ServerVersion.VERSION).end();
        } else {
            ErrorWord.VAR_NOT_SUPPORTED.to(out);
        }
    }

    private void type(String asked, String name, Output out) {
        ServedUps ups = desk.available(asked, out);
        if (ups == null) {
            return;
        }
        UpsVariable variable = ups.answers().snapshot().find(name);
        if (variable == null) {
            ErrorWord.VAR_NOT_SUPPORTED.to(out);
            return;
        }
        out.text("TYPE ").text(asked).blank().text(name);
        if (variable.flags().contains(ValueFlag.RW)) {
            out.text(" RW");
        }
        if (!variable.enumeration().isEmpty()) {
            out.text(" ENUM");
        }
        if (!variable.ranges().isEmpty()) {
            out.text(" RANGE");
        }
        if (variable.flags().contains(ValueFlag.STRING)) {
            out.text(" STRING:").text(Integer.toString(variable.maximumLength())).end();
        } else {
            out.text(" NUMBER").end();
        }
    }

    private void description(String word, String asked, String name, Output out) {
        if (desk.available(asked, out) != null) {
            Optional<String> text = word.equals("DESC") ? desk.descriptions().variable(name) : desk.descriptions().command(name);
            out.text(word).blank().text(asked).blank().text(name).blank().quoted(text.orElse("Description unavailable")).end();
        }
    }

    private void upsDescription(String asked, Output out) {
        ServedUps ups = desk.known(asked, out);
        if (ups != null) {
            out.text("UPSDESC ").text(asked).blank().quoted(ups.description().orElse("Unavailable")).end();
        }
    }

    private void numberOfLogins(String asked, Output out) {
        ServedUps ups = desk.available(asked, out);
        if (ups != null) {
            out.text("NUMLOGINS ").text(asked).blank().text(Integer.toString(ups.logins())).end();
        }
    }

    private void tracking(Session session, List<String> words, Output out) {
        if (words.size() == 2) {
            out.text(session.tracking() ? "ON" : "OFF").end();
        } else if (session.tracking()) {
            out.text(desk.tracking().status(words.get(2))).end();
        } else {
            ErrorWord.FEATURE_NOT_CONFIGURED.to(out);
        }
    }
}
