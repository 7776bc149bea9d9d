package nut.driver.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import nut.common.AdminFault;
import nut.common.conf.Statement;

/**
 * What is to happen when, from a file. Each line is {@code at SECONDS COMMAND} or {@code after SECONDS COMMAND}; at counts from the begin,
 * after from the line before; the commands are those of {@link Controls}. Times are seconds of the model, so {@code --speed} hurries them
 * too.
 *
 * @param steps in the order of their times
 */
record Scenario(List<Step> steps) {
    /**
     * One line of it.
     *
     * @param nanos   the model's time
     * @param command a command of {@link Controls}
     */
    record Step(long nanos, String command) {
    }

    /** A scenario that is being played. Owned by one thread. */
    static final class Course {
        private final ArrayDeque<Step> coming;

        private Course(List<Step> steps) {
            coming = new ArrayDeque<>(steps);
        }

        /** When the next step is due, in the model's time; {@link Long#MAX_VALUE} when there is none. */
        long nextNanos() {
            return coming.isEmpty() ? Long.MAX_VALUE : coming.peek().nanos();
        }

        /** Takes the next step. */
        Step take() {
            return coming.poll();
        }
    }

    private static final double MOST_SECONDS = 1e8;

    /** Its steps, in the order of their times. */
    Scenario {
        steps = List.copyOf(steps);
    }

    /** Nothing happens. */
    static Scenario none() {
        return new Scenario(List.of());
    }

    /**
     * Reads a file.
     *
     * @throws AdminFault when it cannot be read, or a line cannot be understood
     */
    static Scenario read(Path file) {
        try {
            return of(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw new AdminFault("--scenario " + file + " cannot be read (" + failed + "); name a file of lines such as: at 10 mains off");
        }
    }

    static Scenario of(String source, String text) {
        List<Step> steps = new ArrayList<>();
        long last = 0;
        for (Statement statement : Directives.of(source, text).all()) {
            String keyword = statement.keyword();
            if (!keyword.equals("at") && !keyword.equals("after")) {
                throw Directives.fault(statement.position(), keyword + " is not how a line begins; write at SECONDS COMMAND, or after "
                    + "SECONDS COMMAND");
            }
            long nanos = (keyword.equals("after") ? last : 0) + nanos(statement);
            if (nanos < last) {
                throw Directives.fault(statement.position(), "at " + statement.words().get(1)
                    + " is earlier than the line before; put the lines in the order of their times");
            }
            Directives.word(statement, 2);
            String command = String.join(" ", statement.words().subList(2, statement.words().size())).replace(" = ", "=");
            try {
                Controls.parse(command);
            } catch (IllegalArgumentException wrong) {
                throw Directives.fault(statement.position(), wrong.getMessage());
            }
            steps.add(new Step(nanos, command));
            last = nanos;
        }
        return new Scenario(steps);
    }

    /** Plays it from its begin. */
    Course play() {
        return new Course(steps);
    }

    private static long nanos(Statement statement) {
        String text = Directives.word(statement, 1);
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Math.round(seconds * 1e9);
            }
        } catch (NumberFormatException expected) {
            // The sentence below says it.
        }
        throw Directives.fault(statement.position(), text + " is no time in seconds, such as 10 or 0.5");
    }
}
