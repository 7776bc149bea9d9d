package nut.driver.apc;

import java.util.Optional;

/**
 * Which bytes a UPS understands: its answer to a, {@code protocol . alerts . commands [. two-byte commands]}. The fourth part is a prefix,
 * a colon and second bytes, perhaps for several prefixes.
 *
 * @param bytes the requests, one char each; two bytes are one char (see {@link SmartLink})
 * @param known whether the unit, or what is known of its firmware, says so; else they are only worth a try
 */
record CommandSet(String bytes, boolean known) {
    /** What to try with a UPS that does not answer to a: nearly all understand some of these. */
    static final CommandSet VERY_OLD = new CommandSet("QYCPLOfB\1nVb/", false);

    private static final char COLON = ':';

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
        if (commands.isEmpty() || more) {
            return Optional.empty();
        }
        return Optional.of(new CommandSet(third < 0 ? commands : commands + twoBytes(answer.substring(third + 1)), true));
    }

    private static String twoBytes(String part) {
        StringBuilder requests = new StringBuilder();
        char prefix = 0;
        for (int i = 0; i < part.length(); i++) {
            if (i + 1 < part.length() && part.charAt(i + 1) == COLON) {
                prefix = part.charAt(i++);
            } else if (prefix != 0) {
                requests.append((char) (prefix << 8 | part.charAt(i)));
            }
        }
        return requests.toString();
    }

    boolean has(char command) {
        return bytes.indexOf(command) >= 0;
    }

    /** Whether it has one of several. */
    boolean hasAny(String commands) {
        return commands.chars().anyMatch(command -> has((char) command));
    }

    /** What no part of this driver has a use for, for people; "" when there is nothing. */
    String unused() {
        StringBuilder used = new StringBuilder(FirmwareTable.INTERNAL);
        Variable.ALL.forEach(known -> used.append(known.query()));
        InstantCommand.ALL.forEach(known -> used.append(known.requests()));
        String known = used.toString();
        StringBuilder unused = new StringBuilder();
        for (char command : bytes.toCharArray()) {
            if (known.indexOf(command) < 0) {
                unused.append(unused.isEmpty() ? "" : " ").append(SmartLink.shown(command));
            }
        }
        return unused.toString();
    }
}
