package nut.upsmon.drill;

import java.io.PrintStream;

/** What the drill finds, a line each, as it is found. */
final class Findings {
    private final PrintStream out;
    private int wrong;

    Findings(PrintStream out) {
        this.out = out;
    }

    void good(String sentence) {
        out.println("ok     " + sentence);
    }

    /** Neither good nor bad, but worth knowing. */
    void note(String sentence) {
        out.println("note   " + sentence);
    }

    /** What would keep the shutdown from going as it should. */
    void wrong(String sentence) {
        wrong++;
        out.println("WRONG  " + sentence);
    }

    /** Judges the status of a UPS. */
    void status(String ups, String status) {
        if (status.matches("(.* )?(OB|LB|FSD|OFF)( .*)?")) {
            wrong(ups + " is not well: its status is " + status);
        } else {
            good(ups + " has status " + status);
        }
    }

    int wrongs() {
        return wrong;
    }
}
