package nut.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    private static final int BROKEN_PIPE = 128 + 13;
    private static final int LONGEST_TIMEOUT = 86_400;
    private static final String TIMEOUT_VARIABLE = "NUT_DEFAULT_CONNECT_TIMEOUT";

    private final String name;
    private final Streams streams;
    private final ProgramLine line;
    private Consumer<String> faults = message -> { };

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
            .flags("-D", "say more on standard error: in upslog what it does, elsewhere what is asked and answered")
            .value("-W", "SECONDS", "how long a connection and an answer may take (10, or NUT_DEFAULT_CONNECT_TIMEOUT)")
            .value("-A", "FILE", "demand this nutauth.conf; default for one in the usual places, none for none at all");
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

    /** Also tells somebody else of a fault, before it is printed. */
    Program onFault(Consumer<String> listener) {
        faults = listener;
        return this;
    }

    /**
     * Takes the command line apart, does the action and gives the exit code: 1 for every fault, and 141, without a word, when nobody reads
     * the output any more, which is what a shell sees of a program that SIGPIPE ends.
     */
    int run(String[] args, Action action) {
        int exit = act(args, action);
        streams.flush();
        Optional<IOException> unwritten = streams.failure();
        if (unwritten.isEmpty()) {
            return exit;
        }
        if (Streams.isBrokenPipe(unwritten.get())) {
            return BROKEN_PIPE;
        }
        streams.err().println("Error: cannot write to standard output: " + unwritten.get().getMessage());
        streams.flush();
        return FAILURE;
    }

    private int act(String[] args, Action action) {
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
            return fail(e.getMessage());
        } catch (ErrorAnswer e) {
            return fail("Error: " + e.getMessage());
        } catch (IOException e) {
            return fail("Error: " + Server.reason(e));
        }
    }

    private int fail(String message) {
        faults.accept(message);
        streams.err().println(message);
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

    /** How long the server may take. As in NUT, the variable gives way to the flag, and one that makes no sense has no effect. */
    static Duration timeout(Given given) {
        Duration otherwise = fraction(System.getenv().getOrDefault(TIMEOUT_VARIABLE, "10")).orElse(Duration.ofSeconds(10));
        return given.value("-W").map(text -> fraction(text).orElseThrow(() -> new AdminFault("Error: invalid network timeout: " + text
            + "; -W takes a number of seconds above 0 and up to " + LONGEST_TIMEOUT))).orElse(otherwise);
    }

    private static Optional<Duration> fraction(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return seconds > 0 && seconds <= LONGEST_TIMEOUT ? Optional.of(Duration.ofMillis(Math.max(1, Math.round(seconds * 1000))))
                : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A flag's value in seconds, from 1 up. */
    static int seconds(Given given, String flag, int otherwise) {
        return given.value(flag).map(text -> seconds(flag, text)).orElse(otherwise);
    }

    /** A text as seconds, from 1 up. */
    static int seconds(String what, String text) {
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) {
                return seconds;
            }
        } catch (NumberFormatException expected) {
            // The sentence below says it.
        }
        throw new AdminFault("Error: " + what + " is " + text + " but must be a number of seconds from 1 to " + LONGEST_TIMEOUT);
    }

    /** The words after the flags. */
    static String[] words(Given given) {
        return given.words().toArray(String[]::new);
    }
}
