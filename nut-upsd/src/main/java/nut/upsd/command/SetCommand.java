package nut.upsd.command;

import java.util.List;
import java.util.Locale;
import nut.common.state.UpsVariable;
import nut.common.state.ValueFlag;
import nut.common.state.ValueRange;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SET VAR and SET TRACKING. */
final class SetCommand {
    private static final Logger LOG = LoggerFactory.getLogger(SetCommand.class);

    private final Desk desk;

    SetCommand(Desk desk) {
        this.desk = desk;
    }

    void answer(Session session, List<String> words, Output out) {
        String what = words.size() < 3 ? "" : words.get(1).toUpperCase(Locale.ROOT);
        switch (what) {
            case "VAR" -> variable(session, words, out);
            case "TRACKING" -> tracking(session, words.get(2), out);
            default -> ErrorWord.INVALID_ARGUMENT.to(out);
        }
    }

    private void tracking(Session session, String value, Output out) {
        boolean on = value.equalsIgnoreCase("ON");
        if (!on && !value.equalsIgnoreCase("OFF")) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        session.tracking(on);
        out.text("OK").end();
    }

    private void variable(Session session, List<String> words, Output out) {
        if (words.size() < 5) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.available(words.get(2), out);
        if (ups == null) {
            return;
        }
        String name = words.get(3);
        String value = words.get(4);
        if (!desk.access().permits(session, user -> user.mayAct("set"))) {
            session.refuse(out);
            return;
        }
        ErrorWord objection = objection(ups.answers().snapshot().find(name), value);
        if (objection == ErrorWord.SET_FAILED) {
            LOG.warn("UPS [{}]: {} is a text, but the driver does not say how long it may be, so it cannot be set", ups.name(), name);
        }
        if (objection != null) {
            objection.to(out);
            return;
        }
        long request = ups.submit(List.of("SET", name, value));
        String trackingId = desk.tracking().begin(session, ups, request);
        LOG.info("Set variable: {}@{} set {} on {} to {} (tracking ID: {})", session.userName(), session.address(), name, ups.name(),
            value, trackingId.isEmpty() ? "disabled" : trackingId);
        if (request < 0) {
            LOG.info("Set command send failed");
            ErrorWord.SET_FAILED.to(out);
            return;
        }
        Tracking.accepted(trackingId, out);
    }

    private ErrorWord objection(UpsVariable variable, String value) {
        if (variable == null) {
            return ErrorWord.VAR_NOT_SUPPORTED;
        }
        if (!variable.flags().contains(ValueFlag.RW)) {
            return ErrorWord.READONLY;
        }
        if (variable.flags().contains(ValueFlag.STRING)) {
            if (variable.maximumLength() < 1) {
                return ErrorWord.SET_FAILED;
            }
            if (value.length() > variable.maximumLength()) {
                return ErrorWord.TOO_LONG;
            }
        }
        if (!variable.enumeration().isEmpty() && !variable.enumeration().contains(value)) {
            return ErrorWord.INVALID_VALUE;
        }
        if (!variable.ranges().isEmpty() && !inAny(variable.ranges(), leadingNumber(value))) {
            return ErrorWord.INVALID_VALUE;
        }
        return null;
    }

    private static boolean inAny(List<ValueRange> ranges, long number) {
        for (ValueRange range : ranges) {
            if (number >= range.minimum() && number <= range.maximum()) {
                return true;
            }
        }
        return false;
    }

    /** The whole number that a text begins with, as C's atoi has it: 0 when it begins with none. NUT compares ranges so. */
    private static long leadingNumber(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        boolean negative = i < text.length() && text.charAt(i) == '-';
        if (negative || i < text.length() && text.charAt(i) == '+') {
            i++;
        }
        long number = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9' && number <= Integer.MAX_VALUE) {
            number = number * 10 + (text.charAt(i++) - '0');
        }
        return negative ? -number : number;
    }
}
