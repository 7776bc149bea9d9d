package nut.upsd.command;

import java.util.List;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** INSTCMD: a command for the UPS, with or without a parameter. As with NUT, a parameter counts only when it is the last word. */
final class InstantCommand {
    private static final Logger LOG = LoggerFactory.getLogger(InstantCommand.class);

    private final Desk desk;

    InstantCommand(Desk desk) {
        this.desk = desk;
    }

    void answer(Session session, List<String> words, Output out) {
        if (words.size() < 3) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.available(words.get(1), out);
        if (ups == null) {
            return;
        }
        String command = words.get(2);
        if (!ups.answers().snapshot().commands().contains(command)) {
            ErrorWord.CMD_NOT_SUPPORTED.to(out);
            return;
        }
        if (!desk.access().permits(session, user -> user.mayRun(command))) {
            session.refuse(out);
            return;
        }
        boolean hasValue = words.size() == 4;
        long request = ups.submit(hasValue ? List.of("INSTCMD", command, words.get(3)) : List.of("INSTCMD", command));
        String trackingId = desk.tracking().begin(session, ups, request);
        LOG.info("Instant command: {}@{} did {}{}{} on {} (tracking ID: {})", session.userName(), session.address(), command,
            hasValue ? " with value " : "", hasValue ? words.get(3) : "", ups.name(), trackingId.isEmpty() ? "disabled" : trackingId);
        if (request < 0) {
            LOG.info("Instant command send failed");
            ErrorWord.INSTCMD_FAILED.to(out);
            return;
        }
        Tracking.accepted(trackingId, out);
    }
}
