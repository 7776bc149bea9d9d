package nut.clients;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.protocol.ErrorAnswer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the four programs share: the flags -h, -V, -W and -D, words after the flags, and one way out of every fault: one line on standard
 * error and exit code 1. The command line is described in code, so nothing is reflected upon at the start.
 */
final class Program {
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int LONGEST_TIMEOUT = 86_400;

    private final String name;
    private final Streams streams;
    private final CommandSpec spec;

    /** What a program does with its command line. */
    interface Action {
        /**
         * Does it.
         *
         * @return the exit code
         */
        int run(ParseResult parsed) throws IOException, ErrorAnswer;
    }

    /**
     * A program of that name.
     *
     * @param purpose  one sentence for -h
     * @param synopsis the ways to call it, each without the name
     */
    Program(String name, Streams streams, String purpose, String... synopsis) {
        this.name = name;
        this.streams = streams;
        this.spec = CommandSpec.create().name(name);
        spec.parser().separator(" ");
        spec.usageMessage().width(120).sortOptions(false).description("%n" + purpose).customSynopsis(lines(synopsis));
        spec.addPositional(PositionalParamSpec.builder().arity("0..*").type(String[].class).hidden(true).build());
        flag("-h", "show this text");
        flag("-V", "show the version");
        flags("-D", "debug; has an effect in upslog only");
        value("-W", "SECONDS", "how long a connection and an answer may take (10)");
    }

    private String[] lines(String[] synopsis) {
        String[] lines = new String[synopsis.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (i == 0 ? "" : "       ") + name + " " + synopsis[i];
        }
        return lines;
    }

    /** Adds a flag without a value. */
    Program flag(String flag, String description) {
        spec.addOption(OptionSpec.builder(flag).type(boolean.class).arity("0").description(description).build());
        return this;
    }

    /** Adds a flag without a value that may stand several times. */
    Program flags(String flag, String description) {
        spec.addOption(OptionSpec.builder(flag).type(boolean[].class).arity("0").description(description).build());
        return this;
    }

    /** Adds a flag with a value. */
    Program value(String flag, String label, String description) {
        spec.addOption(OptionSpec.builder(flag).type(String.class).arity("1").paramLabel(label).description(description).build());
        return this;
    }

    /** Adds a flag with a value that may stand several times. */
    Program values(String flag, String label, String description) {
        spec.addOption(OptionSpec.builder(flag).type(String[].class).arity("1").paramLabel(label).description(description).build());
        return this;
    }

    /** Takes the command line apart, does the action and gives the exit code. */
    int run(String[] args, Action action) {
        try {
            CommandLine line = new CommandLine(spec).setStopAtPositional(true).setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false).setTrimQuotes(false).setAllowOptionsAsOptionParameters(true);
            ParseResult parsed = line.parseArgs(args);
            if (parsed.hasMatchedOption("-h")) {
                return help();
            }
            if (parsed.hasMatchedOption("-V")) {
                streams.out().println(Version.line(name));
                return SUCCESS;
            }
            return action.run(parsed);
        } catch (ParameterException e) {
            streams.err().println(name + ": " + e.getMessage() + "; -h shows how to call it");
        } catch (AdminFault e) {
            streams.err().println(e.getMessage());
        } catch (ErrorAnswer e) {
            streams.err().println("Error: " + e.getMessage());
        } catch (IOException e) {
            streams.err().println("Error: " + Server.reason(e));
        } finally {
            streams.flush();
        }
        return FAILURE;
    }

    /** Shows how to call it, as NUT does also when words are missing. */
    int help() {
        PrintStream out = streams.out();
        out.println(Version.line(name));
        new CommandLine(spec).usage(out, CommandLine.Help.Ansi.OFF);
        return SUCCESS;
    }

    /** How long the server may take. */
    static Duration timeout(ParseResult parsed) {
        return Duration.ofSeconds(seconds(parsed, "-W", 10));
    }

    /** A flag's value in seconds, from 1 up. */
    static int seconds(ParseResult parsed, String flag, int otherwise) {
        String text = parsed.matchedOptionValue(flag, null);
        if (text == null) {
            return otherwise;
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) {
                return seconds;
            }
        } catch (NumberFormatException expected) {
            // The sentence below says it.
        }
        throw new AdminFault("Error: " + flag + " is " + text + " but must be a number of seconds from 1 to " + LONGEST_TIMEOUT);
    }

    /** The words after the flags. */
    static String[] words(ParseResult parsed) {
        return parsed.matchedPositionalValue(0, new String[0]);
    }
}
