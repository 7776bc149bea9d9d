package nut.upsd.command;

import java.util.List;
import nut.common.conf.UpsdUser;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;
import nut.upsd.driverlink.ServedUps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who the client is, and what upsmon does: USERNAME, PASSWORD, LOGIN, LOGOUT, PRIMARY, MASTER, FSD. */
final class UserCommands {
    private static final Logger LOG = LoggerFactory.getLogger(UserCommands.class);

    private final Desk desk;

    UserCommands(Desk desk) {
        this.desk = desk;
    }

    void userName(Session session, List<String> words, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
        } else if (session.userName() != null) {
            desk.provoked().notice("Client {}@{} tried to set a username twice", session.userName(), session.address());
            ErrorWord.ALREADY_SET_USERNAME.to(out);
        } else {
            session.userName(words.get(1));
            ok(out);
        }
    }

    void password(Session session, List<String> words, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
        } else if (session.password() != null) {
            desk.provoked().notice("Client {}@{} tried to set a password twice", session.userName(), session.address());
            ErrorWord.ALREADY_SET_PASSWORD.to(out);
        } else {
            session.password(words.get(1));
            ok(out);
        }
    }

    void login(Session session, List<String> words, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        if (session.loginUps() != null) {
            desk.provoked().notice("Client {}@{} tried to login twice", session.userName(), session.address());
            ErrorWord.ALREADY_LOGGED_IN.to(out);
            return;
        }
        ServedUps ups = desk.known(words.get(1), out);
        if (ups == null) {
            return;
        }
        if (!desk.access().permits(session, UpsdUser::mayLogin)) {
            refuse(session, "LOGIN", ups, out);
            return;
        }
        session.login(ups);
        ok(out);
    }

    void logout(Session session, List<String> words, Output out) {
        if (words.size() != 1) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        session.logout();
        out.text("OK Goodbye").end();
    }

    void primary(Session session, List<String> words, String granted, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.known(words.get(1), out);
        if (ups == null) {
            return;
        }
        if (!desk.access().permits(session, user -> user.mayBePrimary() || user.mayAct("primary"))) {
            refuse(session, "PRIMARY", ups, out);
            return;
        }
        out.text(granted).end();
    }

    void forcedShutdown(Session session, List<String> words, Output out) {
        if (words.size() != 2) {
            ErrorWord.INVALID_ARGUMENT.to(out);
            return;
        }
        ServedUps ups = desk.known(words.get(1), out);
        if (ups == null) {
            return;
        }
        if (!desk.access().permits(session, user -> user.mayAct("fsd"))) {
            refuse(session, "FSD", ups, out);
            return;
        }
        LOG.info("Client {}@{} set FSD on UPS [{}]", session.userName(), session.address(), ups.name());
        ups.forceShutdown();
        desk.look(ups);
        out.text("OK FSD-SET").end();
    }

    private void refuse(Session session, String command, ServedUps ups, Output out) {
        desk.provoked().notice("{} on UPS [{}] denied to {}@{}: unknown user, wrong password, or no such right in upsd.users",
            command, ups.name(), session.userName(), session.address());
        ErrorWord.ACCESS_DENIED.to(out);
    }

    private static void ok(Output out) {
        out.text("OK").end();
    }
}
