package nut.upsmon.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a command said, of which the beginning and the end are kept however much it says: {@value #KEPT} bytes of each. */
final class CommandOutput {
    static final int KEPT = 1024;
    private static final int LINES = 5;
    private static final int LONGEST = 200;

    private final byte[] head = new byte[KEPT];
    private final byte[] tail = new byte[KEPT];
    private long count;

    void add(byte b) {
        if (count < KEPT) {
            head[(int) count] = b;
        } else {
            tail[(int) ((count - KEPT) % KEPT)] = b;
        }
        count++;
    }

    /** Its first and last lines, {@value #LINES} of each at most, and between them how much is left out. */
    List<String> lines() {
        byte[] end = new byte[(int) Math.min(Math.max(0, count - KEPT), KEPT)];
        for (int i = 0; i < end.length; i++) {
            end[i] = tail[(int) ((count - KEPT - end.length + i) % KEPT)];
        }
        String first = new String(head, 0, (int) Math.min(count, KEPT), StandardCharsets.UTF_8);
        String last = new String(end, StandardCharsets.UTF_8);
        long lost = count - Math.min(count, KEPT) - end.length;
        List<String> lines = new ArrayList<>((lost > 0 ? first : first + last).lines().toList());
        List<String> lastLines = lost > 0 ? last.lines().toList() : lines;
        List<String> kept = new ArrayList<>();
        if (lost == 0 && lines.size() <= 2 * LINES) {
            lines.forEach(line -> kept.add(clean(line)));
            return kept;
        }
        lines.subList(0, Math.min(LINES, lines.size())).forEach(line -> kept.add(clean(line)));
        kept.add("[... " + count + " bytes in all ...]");
        lastLines.subList(Math.max(0, lastLines.size() - LINES), lastLines.size()).forEach(line -> kept.add(clean(line)));
        return kept;
    }

    private static String clean(String line) {
        StringBuilder cleaned = new StringBuilder(line);
        cleaned.setLength(Math.min(line.length(), LONGEST));
        for (int i = 0; i < cleaned.length(); i++) {
            if (Character.isISOControl(cleaned.charAt(i))) {
                cleaned.setCharAt(i, '?');
            }
        }
        return cleaned.toString();
    }
}
