package nut.common.daemon;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import nut.common.AdminFault;
import nut.common.Version;

/**
 * The command line of a program: flags as getopt(3) knows them, then words. It is described in code, so that no start of a program reflects
 * upon annotations. -h and -V are there without being asked for.
 *
 * <p>The line is taken apart here and only -h is picocli's: each daemon would keep picocli's classes, and those of java.time and java.math
 * that these bring, in its memory for good.
 */
public final class ProgramLine {
    private final String name;
    private final String purpose;
    private final List<String> synopsis;
    private final List<Flag> flags = new ArrayList<>();
    private final Map<String, Flag> byName = new HashMap<>();
    private String[] footer = {};
    private boolean stopsAtWords;

    /** What a program does with its command line; it returns the exit status. */
    public interface Action {
        /** Does it. */
        int run(Given given);
    }

    /**
     * A program's command line.
     *
     * @param purpose  one sentence for -h
     * @param synopsis the ways to call it, each without the name; none to have one made from the flags
     */
    public ProgramLine(String name, String purpose, String... synopsis) {
        this.name = name;
        this.purpose = purpose;
        this.synopsis = List.of(synopsis);
        add(new Flag(List.of("-h", "--help"), false, false, "", "show this text"));
        add(new Flag(List.of("-V", "--version"), false, false, "", "show the version"));
    }

    /** Adds a flag without a value. */
    public ProgramLine flag(String flag, String description) {
        return add(new Flag(List.of(flag), false, false, "", description));
    }

    /** Adds a flag without a value that counts how often it stands. */
    public ProgramLine flags(String flag, String description) {
        return add(new Flag(List.of(flag), false, true, "", description));
    }

    /** Adds a flag with a value; of several, the last counts. */
    public ProgramLine value(String flag, String label, String description) {
        return add(new Flag(List.of(flag), true, false, label, description));
    }

    /** Adds a flag with a value that may stand several times. */
    public ProgramLine values(String flag, String label, String description) {
        return add(new Flag(List.of(flag), true, true, label, description));
    }

    /** Adds the flags that all daemons share; see {@link Given#daemonOptions}. */
    public ProgramLine daemonFlags() {
        return flags("-F", "stay in the foreground")
            .flag("-B", "go to the background even when debugging")
            .flags("-D", "say more; may be repeated; stays in the foreground")
            .value("-r", "DIR", "chroot into this directory first")
            .value("-u", "USER", "become this user; a name, or numbers such as 64001:64000")
            .value("-g", "GROUP", "become this group");
    }

    /** Adds lines below the flags of -h. */
    public ProgramLine footer(String... lines) {
        footer = lines.clone();
        return this;
    }

    /** Whatever follows the first word is a word too, also if it looks like a flag. */
    public ProgramLine stopAtWords() {
        stopsAtWords = true;
        return this;
    }

    private ProgramLine add(Flag flag) {
        flags.add(flag);
        flag.names().forEach(each -> byName.put(each, flag));
        return this;
    }

    /**
     * Takes a command line apart.
     *
     * @throws AdminFault when it does not fit
     */
    public Given parse(List<String> arguments) {
        Given given = new Given();
        boolean wordsOnly = false;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            if (!wordsOnly && argument.equals("--")) {
                wordsOnly = true;
            } else if (wordsOnly || argument.length() < 2 || argument.charAt(0) != '-') {
                given.add(argument);
                wordsOnly |= stopsAtWords;
            } else if (byName.containsKey(argument)) {
                take(byName.get(argument), "", rest, given);
            } else {
                takeRunTogether(argument, rest, given);
            }
        }
        return given;
    }

    /** {@code -qDDr/jail} is {@code -q -D -D -r /jail}. */
    private void takeRunTogether(String argument, Iterator<String> rest, Given given) {
        for (int i = 1; i < argument.length(); i++) {
            Flag flag = byName.get("-" + argument.charAt(i));
            if (flag == null) {
                throw unfit("Unknown option: '" + (i == 1 ? argument : "-" + argument.charAt(i)) + "'");
            }
            if (flag.takesValue()) {
                take(flag, argument.substring(i + 1), rest, given);
                return;
            }
            take(flag, "", rest, given);
        }
    }

    private void take(Flag flag, String attached, Iterator<String> rest, Given given) {
        if (!flag.takesValue() || !attached.isEmpty()) {
            given.add(flag, attached);
        } else if (rest.hasNext()) {
            given.add(flag, rest.next());
        } else {
            throw unfit("Missing required parameter for option '" + flag.names().getFirst() + "' (" + flag.label() + ")");
        }
    }

    private static AdminFault unfit(String what) {
        return new AdminFault(what + "; -h shows how to call it");
    }

    /** Takes a command line apart, answers -h and -V, and does the rest; an {@link AdminFault} is a line on standard error and status 1. */
    public int run(List<String> arguments, Action action) {
        try {
            Given given = parse(arguments);
            if (given.has("-h")) {
                help(System.out);
                return 0;
            }
            if (given.has("-V")) {
                System.out.println(Version.line(name));
                return 0;
            }
            return action.run(given);
        } catch (AdminFault fault) {
            System.err.println(name + ": " + fault.getMessage());
            return 1;
        }
    }

    /** Shows how to call it. */
    public void help(PrintStream out) {
        out.println(Version.line(name));
        new Usage(name, purpose, synopsis, flags, List.of(footer)).print(out);
    }
}
