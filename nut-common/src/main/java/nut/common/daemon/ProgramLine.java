package nut.common.daemon;

import java.io.PrintStream;
import java.util.List;
import nut.common.AdminFault;
import nut.common.Version;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line of a program: flags as getopt(3) knows them, then words. It is described in code, so that no start of a program reflects
 * upon annotations. -h and -V are there without being asked for.
 */
public final class ProgramLine {
    private static final int WIDTH = 120;

    private final String name;
    private final CommandSpec spec;
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
        this.spec = CommandSpec.create().name(name);
        spec.parser().separator(" ");
        spec.usageMessage().width(WIDTH).sortOptions(false).description("%n" + purpose);
        if (synopsis.length > 0) {
            spec.usageMessage().customSynopsis(lines(synopsis));
        }
        spec.addPositional(PositionalParamSpec.builder().arity("0..*").type(String[].class).hidden(true).build());
        add(OptionSpec.builder("-h", "--help").type(boolean.class).arity("0"), "show this text");
        add(OptionSpec.builder("-V", "--version").type(boolean.class).arity("0"), "show the version");
    }

    private String[] lines(String[] synopsis) {
        String[] lines = new String[synopsis.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (i == 0 ? "" : "       ") + name + " " + synopsis[i];
        }
        return lines;
    }

    /** Adds a flag without a value. */
    public ProgramLine flag(String flag, String description) {
        return add(OptionSpec.builder(flag).type(boolean.class).arity("0"), description);
    }

    /** Adds a flag without a value that counts how often it stands. */
    public ProgramLine flags(String flag, String description) {
        return add(OptionSpec.builder(flag).type(boolean[].class).arity("0"), description);
    }

    /** Adds a flag with a value; of several, the last counts. */
    public ProgramLine value(String flag, String label, String description) {
        return add(OptionSpec.builder(flag).type(String.class).arity("1").paramLabel(label), description);
    }

    /** Adds a flag with a value that may stand several times. */
    public ProgramLine values(String flag, String label, String description) {
        return add(OptionSpec.builder(flag).type(String[].class).arity("1").paramLabel(label), description);
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
        spec.usageMessage().footer(lines);
        return this;
    }

    /** Whatever follows the first word is a word too, also if it looks like a flag. */
    public ProgramLine stopAtWords() {
        stopsAtWords = true;
        return this;
    }

    private ProgramLine add(OptionSpec.Builder option, String description) {
        spec.addOption(option.description(description).build());
        return this;
    }

    /**
     * Takes a command line apart.
     *
     * @throws AdminFault when it does not fit
     */
    public Given parse(List<String> arguments) {
        try {
            return new Given(new CommandLine(spec).setOverwrittenOptionsAllowed(true).setPosixClusteredShortOptionsAllowed(true)
                .setStopAtPositional(stopsAtWords).setExpandAtFiles(false).setTrimQuotes(false).setAllowOptionsAsOptionParameters(true)
                .parseArgs(arguments.toArray(String[]::new)));
        } catch (ParameterException wrong) {
            throw new AdminFault(wrong.getMessage() + "; -h shows how to call it");
        }
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
        new CommandLine(spec).usage(out, CommandLine.Help.Ansi.OFF);
    }
}
