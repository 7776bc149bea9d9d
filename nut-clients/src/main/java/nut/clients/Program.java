package nut.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import nut.common.AdminFault;
import nut.common.Version;
import nut.common.daemon.Given;
import nut.common.daemon.ProgramLine;
import nut.common.protocol.ErrorAnswer;

/**
 * What the four programs share: the flags -h, -V, -W and -D, words after the flags, and one way out of every fault: one line on standard
 * error and exit code 1.
 */
final class Program {
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int LONGEST_TIMEOUT = 86_400;

    private final String name;
    private final Streams streams;
    private final ProgramLine line;

    /** What a program does with its command line. */
    interface Action {
        /**
         * Does it.
         *
         * @return the exit code
         */
        int run(Given given) throws IOException, ErrorAnswer;
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
        this.line = new ProgramLine(name, purpose, synopsis).stopAtWords()
            .flags("-D", "debug; has an effect in upslog only")
            .value("-W", "SECONDS", "how long a connection and an answer may take (10)");
    }

    /** Adds a flag without a value. */
    Program flag(String flag, String description) {
        line.flag(flag, description);
        return this;
    }

    /** Adds a flag with a value. */
    Program value(String flag, String label, String description) {
        line.value(flag, label, description);
        return this;
    }

    /** Adds a flag with a value that may stand several times. */
    Program values(String flag, String label, String description) {
        line.values(flag, label, description);
        return this;
    }

    /** Takes the command line apart, does the action and gives the exit code. */
    int run(String[] args, Action action) {
        try {
            Given given = parse(args);
            if (given.has("-h")) {
                return help();
            }
            if (given.has("-V")) {
                streams.out().println(Version.line(name));
                return SUCCESS;
            }
            return action.run(given);
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

    private Given parse(String[] args) {
        try {
            return line.parse(List.of(args));
        } catch (AdminFault wrong) {
            throw new AdminFault(name + ": " + wrong.getMessage());
        }
    }

    /** Shows how to call it, as NUT does also when words are missing. */
    int help() {
        line.help(streams.out());
        return SUCCESS;
    }

    /** How long the server may take. */
    static Duration timeout(Given given) {
        return Duration.ofSeconds(seconds(given, "-W", 10));
    }

    /** A flag's value in seconds, from 1 up. */
    static int seconds(Given given, String flag, int otherwise) {
        String text = given.value(flag).orElse(null);
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
    static String[] words(Given given) {
        return given.words().toArray(String[]::new);
    }
}
