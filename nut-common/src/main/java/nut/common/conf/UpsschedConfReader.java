package nut.common.conf;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nut.common.AdminFault;

/** Makes values of the statements of upssched.conf. A wrong line is a complaint and left out, and the others count. */
final class UpsschedConfReader {
    private static final Set<String> NAMES = Set.of("AT", "CMDSCRIPT", "DEBUG_MIN", "LOCKFN", "PIPEFN");
    private static final String FORM = "AT NOTIFYTYPE UPS COMMAND ARGUMENT...";
    private static final int TYPE = 1;
    private static final int UPS = 2;
    private static final int COMMAND = 3;
    private static final int NAME = 4;
    private static final int LAST = 5;

    private final Complaints complaints;
    private final DirectiveReader values;
    private final List<UpsschedConf.Rule> rules = new ArrayList<>();
    private Optional<String> cmdScript = Optional.empty();
    private Optional<Path> pipeFn = Optional.empty();
    private Optional<Path> lockFn = Optional.empty();
    private int debugMin;

    UpsschedConfReader(Complaints complaints) {
        this.complaints = complaints;
        this.values = new DirectiveReader(complaints, NAMES);
    }

    UpsschedConf read(List<Statement> statements) {
        for (Statement s : statements) {
            switch (s.keyword()) {
                case "CMDSCRIPT" -> cmdScript = command(s).or(() -> cmdScript);
                case "PIPEFN" -> pipeFn = path(s).or(() -> pipeFn);
                case "LOCKFN" -> lockFn = path(s).or(() -> lockFn);
                case "DEBUG_MIN" -> debugMin = values.number(s, 0, debugMin);
                case "AT" -> at(s);
                default -> values.unknown(s);
            }
        }
        return new UpsschedConf(cmdScript, pipeFn, lockFn, rules, debugMin);
    }

    /** The first word as it is, which may be a line for the shell; further words in single quotes, one argument each. */
    private Optional<String> command(Statement s) {
        if (!values.hasValues(s, 1, "COMMAND")) {
            return Optional.empty();
        }
        if (s.words().get(1).isBlank()) {
            complaints.error(s.position(), "CMDSCRIPT is empty; write CMDSCRIPT COMMAND; the line is left out");
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder(s.words().get(1));
        for (String argument : s.words().subList(2, s.words().size())) {
            line.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        return Optional.of(line.toString());
    }

    private Optional<Path> path(Statement s) {
        String text = values.text(s, "FILE", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return Optional.of(path);
            }
        } catch (InvalidPathException noPath) {
            // The complaint below says it.
        }
        complaints.error(s.position(), s.keyword() + " is \"" + text + "\" but must be a path that begins with /; the line is left out");
        return Optional.empty();
    }

    private void at(Statement s) {
        need(s, "CMDSCRIPT", cmdScript.isPresent());
        need(s, "PIPEFN", pipeFn.isPresent());
        need(s, "LOCKFN", lockFn.isPresent());
        if (!values.hasValues(s, LAST - 1, FORM)) {
            return;
        }
        List<String> words = s.words();
        UpsschedConf.Verb verb = verb(words.get(COMMAND));
        if (verb == null) {
            complaints.error(s.position(), "Invalid command: " + words.get(COMMAND) + "; the commands are START-TIMER, START-TIMER-SHARED,"
                + " CANCEL-TIMER, CANCEL-TIMER-MATCHED and EXECUTE; the line is left out");
            return;
        }
        if (words.get(NAME).isEmpty()) {
            complaints.error(s.position(), verb.word() + " has an empty argument; name a "
                + (verb == UpsschedConf.Verb.EXECUTE ? "command" : "timer") + "; the line is left out");
            return;
        }
        if (NotifyType.of(words.get(TYPE)) == null) {
            complaints.warning(s.position(),
                words.get(TYPE) + " is not a notify type, so the line never counts; upsmon.conf(5) lists them");
        }
        switch (verb) {
            case START_TIMER, START_TIMER_SHARED -> start(s, verb);
            case CANCEL_TIMER, CANCEL_TIMER_MATCHED -> {
                values.noMoreThan(s, LAST);
                String otherwise = words.size() > LAST ? words.get(LAST) : "";
                add(s, verb, 0, otherwise.isEmpty() ? Optional.empty() : Optional.of(otherwise));
            }
            default -> {
                values.noMoreThan(s, LAST - 1);
                add(s, verb, 0, Optional.empty());
            }
        }
    }

    private static void need(Statement s, String directive, boolean given) {
        if (!given) {
            throw new AdminFault(s.position() + ": " + directive + " must be set before any ATs in the config file! Write a " + directive
                + " line above this one.");
        }
    }

    private static UpsschedConf.Verb verb(String word) {
        for (UpsschedConf.Verb verb : UpsschedConf.Verb.values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        return null;
    }

    private void start(Statement s, UpsschedConf.Verb verb) {
        if (s.words().size() <= LAST) {
            complaints.error(s.position(), verb.word() + " " + s.words().get(NAME) + " lacks its seconds; write AT "
                + s.words().get(TYPE) + " " + s.words().get(UPS) + " " + verb.word() + " NAME SECONDS; the line is left out");
            return;
        }
        values.noMoreThan(s, LAST);
        Integer seconds = Numbers.parse(s.words().get(LAST));
        if (seconds == null || seconds < 0) {
            complaints.error(s.position(), "the interval of " + verb.word() + " " + s.words().get(NAME) + " is \"" + s.words().get(LAST)
                + "\" but must be a whole number of seconds from 0 up; the line is left out");
            return;
        }
        add(s, verb, seconds, Optional.empty());
    }

    private void add(Statement s, UpsschedConf.Verb verb, int seconds, Optional<String> otherwise) {
        rules.add(new UpsschedConf.Rule(s.position(), s.words().get(TYPE), s.words().get(UPS), verb, s.words().get(NAME), seconds,
            otherwise));
    }
}
