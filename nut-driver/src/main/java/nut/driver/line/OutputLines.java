package nut.driver.line;

import java.util.ArrayList;
import java.util.List;

/**
 * The levels of the lines that go to the UPS.
 *
 * @param dtr      whether Data Terminal Ready is raised
 * @param rts      whether Request To Send is raised
 * @param breaking whether the transmit line is held in the break condition (space)
 */
public record OutputLines(boolean dtr, boolean rts, boolean breaking) {
    /** For people: the names of the raised lines, ST for the break. */
    @Override
    public String toString() {
        List<String> raised = new ArrayList<>();
        if (dtr) {
            raised.add("DTR");
        }
        if (rts) {
            raised.add("RTS");
        }
        if (breaking) {
            raised.add("ST");
        }
        return raised.isEmpty() ? "none" : String.join("+", raised);
    }
}
