package nut.common.state;

import java.util.List;

/**
 * A command on its way from upsd to a driver.
 *
 * @param id    no other request to this driver has it; the outcome is reported under it
 * @param words {@code INSTCMD name [value]} or {@code SET variable value}
 */
public record Request(long id, List<String> words) {
    /** Copies the words. */
    public Request {
        words = List.copyOf(words);
    }
}
