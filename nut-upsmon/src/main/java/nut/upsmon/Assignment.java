package nut.upsmon;

import java.util.List;

/**
 * What a parent tells the process that it starts, as system properties.
 *
 * @param role       what it is to be
 * @param notifyPipe the descriptor that news go through: the notifier reads it, the watcher writes it
 * @param orderPipe  the watcher's descriptor to the parent; -1 for the notifier
 * @param readyPipe  where it writes {@link #UP} when it has given up what it does not need and works
 * @param user       whom it becomes if it is root's; empty to stay root, as {@code -p} asks
 * @param foreground whether it logs to standard error
 * @param debug      how much it says
 * @param family     4 or 6 to use that version of IP alone, else 0
 */
record Assignment(Role role, int notifyPipe, int orderPipe, int readyPipe, String user, boolean foreground, int debug, int family) {
    /** The process is up. */
    static final byte UP = 'R';
    private static final String PREFIX = "nut.upsmon.";

    /** The two children of the parent. */
    enum Role {
        WATCHER, NOTIFIER;

        @Override
        public String toString() {
            return this == WATCHER ? "watcher" : "notifier";
        }
    }

    /** Whether this process was given one. */
    static boolean isGiven() {
        return System.getProperty(PREFIX + "role") != null;
    }

    /** What this process was told. */
    static Assignment ofThisProcess() {
        return new Assignment(Role.valueOf(System.getProperty(PREFIX + "role")), number("notify"), number("order"), number("ready"),
            System.getProperty(PREFIX + "user", ""), Boolean.getBoolean(PREFIX + "foreground"), number("debug"), number("family"));
    }

    /** The options that make it so in a new JVM. */
    List<String> options() {
        return List.of(option("role", role.name()), option("notify", notifyPipe), option("order", orderPipe), option("ready", readyPipe),
            option("user", user), option("foreground", foreground), option("debug", debug), option("family", family));
    }

    private static String option(String name, Object value) {
        return "-D" + PREFIX + name + "=" + value;
    }

    private static int number(String name) {
        return Integer.getInteger(PREFIX + name, -1);
    }
}
