package nut.driver.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What the computer did that would have hurt a real unit, its load or the sense of the conversation. */
final class Harm {
    /** The kinds, by the word of the log. */
    enum Kind {
        /** Bytes of a text, or digits, that the unit took for commands, or commands that it took for a text. */
        TEXT_AS_COMMANDS("text-as-commands"),
        /** The second byte of a command that must be given twice came too early. */
        TWICE_TOO_FAST("twice-too-fast"),
        /** Bytes inside a command came faster than a unit can take them. */
        TOO_FAST("too-fast"),
        /** A question came before the last one was answered. */
        PIPELINED("pipelined"),
        /** A byte that changes what no program should change. */
        DANGEROUS("dangerous-byte"),
        /** The EEPROM was written again and again, or for nothing. */
        WORN("eeprom-worn"),
        /** The load was cut while the mains is there, and nothing will bring it back. */
        STRANDED("load-stranded");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final BiConsumer<String, Integer> report;
    private String last = "";
    private int total;

    /**
     * Nothing yet.
     *
     * @param report hears of each: the kind with a sentence, and how often this kind has happened
     */
    Harm(BiConsumer<String, Integer> report) {
        this.report = report;
    }

    void done(Kind kind, String sentence) {
        total++;
        last = kind.word() + ": " + sentence;
        report.accept(last, counts.merge(kind, 1, Integer::sum));
    }

    int total() {
        return total;
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** One line: how often in all, how often each, and the last. */
    String describe() {
        StringBuilder line = new StringBuilder().append(total);
        counts.forEach((kind, count) -> line.append(' ').append(kind.word()).append('=').append(count));
        return total == 0 ? line.toString() : line.append("; last: ").append(last).toString();
    }
}
