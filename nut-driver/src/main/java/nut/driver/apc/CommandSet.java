package nut.driver.apc;

import java.util.Optional;

/**
 * Which bytes a UPS understands: its answer to a, {@code protocol . alerts . commands [. two-byte commands]}.
 *
 * @param bytes the command bytes
 * @param known whether the UPS itself said so
 */
record CommandSet(String bytes, boolean known) {
    /** What to try with a UPS that does not answer to a: nearly all understand these. */
    static final CommandSet VERY_OLD = new CommandSet("QYCPLOfB\1n/", false);

    /** The command set in an answer to a; empty when the answer has not the form of one. */
    static Optional<CommandSet> parse(String answer) {
        int first = answer.indexOf('.');
        int second = answer.indexOf('.', first + 1);
        if (first != 1 || !Character.isDigit(answer.charAt(0)) || second < 0) {
            return Optional.empty();
        }
        int third = answer.indexOf('.', second + 1);
        String commands = answer.substring(second + 1, third < 0 ? answer.length() : third);
        boolean more = third >= 0 && (third == answer.length() - 1 || answer.indexOf('.', third + 1) >= 0);
        return commands.isEmpty() || more ? Optional.empty() : Optional.of(new CommandSet(commands, true));
    }

    boolean has(char command) {
        return bytes.indexOf(command) >= 0;
    }
}
