package nut.upsmon.sched;

import java.util.Map;
import nut.common.AdminFault;

/**
 * What upsmon tells of.
 *
 * @param type    NOTIFYTYPE
 * @param ups     UPSNAME; empty for an event of no UPS
 * @param message NOTIFYMSG; may be empty
 */
record Event(String type, String ups, String message) {
    private static final int LONGEST = 500;

    /** What the call is about; the message is the command line's, as upsmon hands it over. */
    static Event of(Map<String, String> environment, String message) {
        String type = environment.get("NOTIFYTYPE");
        String ups = environment.get("UPSNAME");
        if (type == null || ups == null) {
            throw new AdminFault("Error: UPSNAME and NOTIFYTYPE must be set in the environment; have upsmon call this program (NOTIFYCMD)");
        }
        return new Event(plain(type), plain(ups), plain(message));
    }

    /** As the language of the socket can have it: printable ASCII, and not too much of it. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            plain.append(c >= ' ' && c < '\u007f' ? c : '?');
        }
        return plain.toString();
    }
}
