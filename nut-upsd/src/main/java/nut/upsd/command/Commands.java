package nut.upsd.command;

import java.util.List;
import java.util.Locale;
import nut.upsd.answer.ErrorWord;
import nut.upsd.answer.Output;

/**
 * Finds the command that a request means. Command words are taken in any case; words too many are refused by some commands and passed over
 * by others, exactly as NUT's upsd has it (server/net*.c of NUT 2.8). SUBSCRIBE and UNSUBSCRIBE are our own.
 */
final class Commands {
    private static final String HELP =
        "Commands: HELP VER GET LIST SET INSTCMD LOGIN LOGOUT USERNAME PASSWORD STARTTLS SUBSCRIBE UNSUBSCRIBE";

    private final Desk desk;
    private final GetCommand get;
    private final ListCommand list;
    private final SetCommand set;
    private final InstantCommand instant;
    private final UserCommands user;
    private final SubscribeCommand news;

    Commands(Desk desk) {
        this.desk = desk;
        get = new GetCommand(desk);
        list = new ListCommand(desk);
        set = new SetCommand(desk);
        instant = new InstantCommand(desk);
        user = new UserCommands(desk);
        news = new SubscribeCommand(desk);
    }

    void answer(Session session, List<String> words, Output out) {
        String verb = words.isEmpty() ? "" : words.getFirst().toUpperCase(Locale.ROOT);
        if (needsUser(verb)) {
            if (session.userName() == null) {
                ErrorWord.USERNAME_REQUIRED.to(out);
                return;
            }
            if (session.password() == null) {
                ErrorWord.PASSWORD_REQUIRED.to(out);
                return;
            }
            if (!desk.access().knows(session)) {
                session.prove();
                return;
            }
        }
        switch (verb) {
            case "GET" -> get.answer(session, words, out);
            case "LIST" -> list.answer(words, out);
            case "SET" -> set.answer(session, words, out);
            case "INSTCMD" -> instant.answer(session, words, out);
            case "USERNAME" -> user.userName(session, words, out);
            case "PASSWORD" -> user.password(session, words, out);
            case "LOGIN" -> user.login(session, words, out);
            case "LOGOUT" -> user.logout(session, words, out);
            case "PRIMARY" -> user.primary(session, words, "OK PRIMARY-GRANTED", out);
            case "MASTER" -> user.primary(session, words, "OK MASTER-GRANTED", out);
            case "FSD" -> user.forcedShutdown(session, words, out);
            case "SUBSCRIBE" -> news.subscribe(session, words, out);
            case "UNSUBSCRIBE" -> news.unsubscribe(session, words, out);
            case "VER" -> fixed(words, ServerVersion.LINE, out);
            case "NETVER", "PROTVER" -> fixed(words, ServerVersion.PROTOCOL, out);
            case "HELP" -> fixed(words, HELP, out);
            case "STARTTLS" -> session.startTls(out);
            default -> ErrorWord.UNKNOWN_COMMAND.to(out);
        }
    }

    private static boolean needsUser(String verb) {
        return switch (verb) {
            case "LOGIN", "PRIMARY", "MASTER", "FSD", "SET", "INSTCMD" -> true;
            default -> false;
        };
    }

    private static void fixed(List<String> words, String line, Output out) {
        if (words.size() != 1) {
            ErrorWord.INVALID_ARGUMENT.to(out);
        } else {
            out.text(line).end();
        }
    }
}
