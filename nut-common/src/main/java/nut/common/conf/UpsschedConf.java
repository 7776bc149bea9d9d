package nut.common.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * upssched.conf: what to do, and how much later, when upsmon tells of an event. See upssched.conf(5).
 *
 * @param cmdScript the shell's line that runs commands and expired timers; empty if the file has none
 * @param pipeFn    the socket where the timers are kept; empty if the file has none
 * @param lockFn    the file that keeps two from starting at once; empty if the file has none
 * @param rules     the AT lines, in the order of the file; there are none unless all of the above are there
 * @param debugMin  the least debug level
 */
public record UpsschedConf(Optional<String> cmdScript, Optional<Path> pipeFn, Optional<Path> lockFn, List<Rule> rules, int debugMin) {

    /** What a rule can do. */
    public enum Verb {
        /** Start a timer of its own. */
        START_TIMER("START-TIMER"),
        /** Start a timer, or join the one of that name that runs. */
        START_TIMER_SHARED("START-TIMER-SHARED"),
        /** Cancel all timers of a name. */
        CANCEL_TIMER("CANCEL-TIMER"),
        /** Cancel the timers of a name that the same UPS has started. */
        CANCEL_TIMER_MATCHED("CANCEL-TIMER-MATCHED"),
        /** Run a command now. */
        EXECUTE("EXECUTE");

        private final String word;

        Verb(String word) {
            this.word = word;
        }

        /** As the file has it. */
        public String word() {
            return word;
        }
    }

    /**
     * One AT line.
     *
     * @param position   where it stands
     * @param notifyType the event, in any case
     * @param upsName    the UPS as upsmon names it, or {@code *} for any
     * @param verb       what to do
     * @param name       the timer's name, or the command of EXECUTE; never empty
     * @param seconds    how long the timer runs, 0 and up; 0 for what starts no timer
     * @param otherwise  the command for when there is no timer to cancel
     */
    public record Rule(Position position, String notifyType, String upsName, Verb verb, String name, int seconds,
        Optional<String> otherwise) {

        boolean matches(String type, String ups) {
            return notifyType.equalsIgnoreCase(type) && (upsName.equals("*") || upsName.equals(ups));
        }
    }

    /** A file's content. */
    public UpsschedConf {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the file.
     *
     * @throws nut.common.AdminFault if it cannot be read, or an AT line stands above CMDSCRIPT, PIPEFN or LOCKFN, as NUT has it
     */
    public static UpsschedConf read(Path file, Complaints complaints) {
        return new UpsschedConfReader(complaints).read(ConfigurationFile.statements(file, complaints));
    }

    /** The rules for an event of a UPS, in the order of the file. */
    public List<Rule> rulesFor(String type, String ups) {
        List<Rule> matching = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.matches(type, ups)) {
                matching.add(rule);
            }
        }
        return matching;
    }
}
