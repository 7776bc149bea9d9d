package nut.common.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;

/**
 * Encodes the snapshots of one driver, one after the other, in place: most variables are the same object from one snapshot to the next, so
 * only the lines of those between the first that is not and the last are written anew. Owned by one thread at a time.
 */
final class SnapshotWriter {
    private static final int ORDINARY_BYTES = 2048;

    private UpsVariable[] last = {};
    private SortedSet<String> lastCommands = UpsSnapshot.EMPTY.commands();
    private byte[] commands = {};
    private byte[] text = new byte[ORDINARY_BYTES];
    private int length;
    /** Where the lines of each variable begin in the text, and behind them those of the commands. */
    private int[] begins = {0};
    /** All in it is ASCII, so it has as many characters as bytes. */
    private final StringBuilder lines = new StringBuilder();

    /** Where the text of the last snapshot is, in the first {@link #length} bytes, until the next is written. */
    byte[] text() {
        return text;
    }

    /** How long the text is, in bytes. */
    int length() {
        return length;
    }

    /**
     * Writes the text of a snapshot, in the words of {@link SnapshotText}.
     *
     * @return whether it differs from that of the last; the first is compared with that of a snapshot that is empty
     */
    boolean write(UpsSnapshot snapshot) {
        boolean changed = snapshot.commands() != lastCommands && writeCommands(SnapshotText.encodeCommands(snapshot));
        lastCommands = snapshot.commands();
        UpsVariable[] now = snapshot.array();
        int head = sameAtHead(now);
        int tail = sameAtTail(now, head);
        int from = begins[head];
        int to = begins[last.length - tail];
        makePlaces(now.length, head, tail);
        lines.setLength(0);
        for (int i = head; i < now.length - tail; i++) {
            begins[i] = from + lines.length();
            SnapshotText.encode(now[i], lines);
        }
        byte[] between = lines.toString().getBytes(StandardCharsets.US_ASCII);
        changed |= !Arrays.equals(text, from, to, between, 0, between.length);
        move(to, from + between.length - to, now.length - tail);
        System.arraycopy(between, 0, text, from, between.length);
        last = now;
        return changed;
    }

    /** Puts them behind the variables. */
    private boolean writeCommands(byte[] now) {
        boolean changed = !Arrays.equals(commands, now);
        int at = length - commands.length;
        makeRoom(at + now.length);
        System.arraycopy(now, 0, text, at, now.length);
        length = at + now.length;
        commands = now;
        return changed;
    }

    /** Leaves head and tail their places, and makes as many between them as there are now. */
    private void makePlaces(int count, int head, int tail) {
        if (count != last.length) {
            int[] next = new int[count + 1];
            System.arraycopy(begins, 0, next, 0, head);
            System.arraycopy(begins, last.length - tail, next, count - tail, tail + 1);
            begins = next;
        }
    }

    /** Moves what stands from {@code at} on, which is the variables from {@code first} on, and the commands. */
    private void move(int at, int by, int first) {
        if (by != 0) {
            makeRoom(length + by);
            System.arraycopy(text, at, text, at + by, length - at);
            length += by;
            for (int i = first; i < begins.length; i++) {
                begins[i] += by;
            }
        }
    }

    private void makeRoom(int bytes) {
        if (bytes > text.length) {
            text = Arrays.copyOf(text, Math.max(bytes, 2 * text.length));
        }
    }

    private int sameAtHead(UpsVariable[] now) {
        int most = Math.min(last.length, now.length);
        int same = 0;
        while (same < most && last[same] == now[same]) {
            same++;
        }
        return same;
    }

    /** Of those that are not among the first {@code head}. */
    private int sameAtTail(UpsVariable[] now, int head) {
        int most = Math.min(last.length, now.length) - head;
        int same = 0;
        while (same < most && last[last.length - 1 - same] == now[now.length - 1 - same]) {
            same++;
        }
        return same;
    }
}
