package nut.upsmon.notify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import nut.common.conf.NotifyType;

/**
 * One message from watcher to notifier.
 *
 * <pre>
 *  offset  size  field
 *       0     1  start    0x02
 *       1     1  type     a NotifyType's number, or 0xE0 + a syslog severity (0 to 7) for a line of the watcher's log
 *       2     2  length   of the name, high byte first; at most 1024
 *       4     n  name     the UPS as upsmon.conf names it (may be empty), or the log line; no control characters, but one:
 *                         with ALARM and OTHER, 0x1F may stand between the UPS and the alarms or words that the message ends with
 *     4+n     1  stop     0x03
 * </pre>
 *
 * @param type the type byte, 0 to 255
 * @param name the UPS, or the line
 */
public record Frame(int type, String name) {
    static final int START = 2;
    static final int STOP = 3;
    static final int LOG = 0xE0;
    /** ASCII's unit separator. */
    private static final char DETAIL = 0x1F;
    static final int HEADER = 4;
    static final int LONGEST = 1024;

    /** News of a UPS. */
    public static Frame of(NotifyType type, String ups) {
        return new Frame(type.ordinal(), ups);
    }

    /** News of a UPS, with the alarms or words if it is ALARM or OTHER, and "" if not. */
    public static Frame of(NotifyType type, String ups, String detail) {
        return detail.isEmpty() ? of(type, ups) : new Frame(type.ordinal(), ups + DETAIL + detail.replaceAll("\\p{Cntrl}", " "));
    }

    /** A line of the watcher's log. */
    public static Frame log(int severity, String line) {
        return new Frame(LOG + (severity & 7), line);
    }

    /** Whether this is a line of the log. */
    boolean isLog() {
        return type >= LOG;
    }

    /** The UPS that news are about. */
    String ups() {
        int end = name.indexOf(DETAIL);
        return end < 0 ? name : name.substring(0, end);
    }

    /** A message of NOTIFYMSG with each {@code %s} filled in: the UPS, but for the second of an ALARM or OTHER, which is the detail. */
    String filledInto(String message) {
        if (!takesDetail(type)) {
            return message.replace("%s", name);
        }
        String detail = ups().length() < name.length() ? name.substring(ups().length() + 1) : "";
        StringBuilder filled = new StringBuilder();
        int from = 0;
        int arguments = 0;
        for (int at = message.indexOf("%s"); at >= 0; at = message.indexOf("%s", from)) {
            arguments++;
            filled.append(message, from, at).append(arguments == 2 ? detail : ups());
            from = at + 2;
        }
        return filled.append(message.substring(from)).toString();
    }

    private static boolean takesDetail(int type) {
        return type == NotifyType.ALARM.ordinal() || type == NotifyType.OTHER.ordinal();
    }

    /** The frame's bytes; a name that is too long is cut. */
    public byte[] bytes() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST);
        byte[] frame = new byte[HEADER + length + 1];
        frame[0] = START;
        frame[1] = (byte) type;
        frame[2] = (byte) (length >> 8);
        frame[3] = (byte) length;
        System.arraycopy(text, 0, frame, HEADER, length);
        frame[HEADER + length] = STOP;
        return frame;
    }

    /** The length of the name that a header announces, after every byte of it was looked at. */
    static int length(byte[] header) throws BadFrame {
        if (header[0] != START) {
            throw new BadFrame("a frame begins with " + (header[0] & 0xFF) + " instead of " + START);
        }
        int type = header[1] & 0xFF;
        if (type >= NotifyType.values().length && (type < LOG || type > LOG + 7)) {
            throw new BadFrame("a frame has type " + type + ", which means nothing");
        }
        int length = (header[2] & 0xFF) << 8 | header[3] & 0xFF;
        if (length > LONGEST) {
            throw new BadFrame("a frame announces " + length + " bytes, and " + LONGEST + " is the most");
        }
        return length;
    }

    /** A frame from its header and what followed: the name and the stop byte. */
    static Frame of(byte[] header, byte[] rest) throws BadFrame {
        int length = length(header);
        if (rest.length != length + 1 || rest[length] != STOP) {
            throw new BadFrame("a frame does not end where it said");
        }
        String name = new String(Arrays.copyOf(rest, length), StandardCharsets.UTF_8);
        int type = header[1] & 0xFF;
        String text = takesDetail(type) ? name.replaceFirst(String.valueOf(DETAIL), "") : name;
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadFrame("a frame's name has control characters");
        }
        return new Frame(type, name);
    }
}
