package nut.jail.bench;

/**
 * A line of the table.
 *
 * @param measure what was measured
 * @param goal    what it ought to be
 * @param peer    NUT's figure, or a dash
 * @param ours    ours
 * @param met     whether ours reaches the goal
 */
record Row(String measure, String goal, String peer, String ours, boolean met) {
    private static final String FORMAT = "%-46s %-26s %-24s %-38s %s%n";

    static void printHead() {
        System.out.printf("%n" + FORMAT, "measure", "goal", "peer", "ours", "");
    }

    void print() {
        System.out.printf(FORMAT, measure, goal, peer, ours, met ? "met" : "MISSED");
    }
}
