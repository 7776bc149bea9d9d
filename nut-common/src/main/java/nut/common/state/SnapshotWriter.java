package nut.common.state;

import java.util.List;
import java.util.SortedSet;

/**
 * Encodes the snapshots of one driver, one after the other. Most variables are the same object from one snapshot to the next, so what comes
 * before the first that is not, and what comes after the last, is copied from the last text. Owned by one thread at a time.
 */
final class SnapshotWriter {
    private List<UpsVariable> last = List.of();
    private SortedSet<String> lastCommands = UpsSnapshot.EMPTY.commands();
    private byte[] text = new byte[0];
    /** Where the lines of each variable begin in the text, and behind them those of the commands. */
    private int[] begins = {0};

    /** The text of a snapshot; the same as {@link SnapshotText#encode(UpsSnapshot)}. The caller leaves it as it is. */
    byte[] text(UpsSnapshot snapshot) {
        if (snapshot.commands() != lastCommands) {
            last = List.of();
            lastCommands = snapshot.commands();
            text = SnapshotText.encodeCommands(snapshot);
            begins = new int[] {0};
        }
        List<UpsVariable> now = snapshot.variables();
        int head = sameAtHead(now);
        int tail = sameAtTail(now, head);
        byte[][] between = encode(now.subList(head, now.size() - tail));
        int tailAt = begins[last.size() - tail];
        byte[] next = new byte[begins[head] + length(between) + text.length - tailAt];
        int[] nextBegins = new int[now.size() + 1];
        System.arraycopy(text, 0, next, 0, begins[head]);
        System.arraycopy(begins, 0, nextBegins, 0, head);
        int at = begins[head];
        for (int i = 0; i < between.length; i++) {
            nextBegins[head + i] = at;
            System.arraycopy(between[i], 0, next, at, between[i].length);
            at += between[i].length;
        }
        System.arraycopy(text, tailAt, next, at, text.length - tailAt);
        for (int i = 0; i <= tail; i++) {
            nextBegins[now.size() - i] = begins[last.size() - i] + at - tailAt;
        }
        last = now;
        text = next;
        begins = nextBegins;
        return next;
    }

    private static byte[][] encode(List<UpsVariable> variables) {
        byte[][] encoded = new byte[variables.size()][];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = SnapshotText.encode(variables.get(i));
        }
        return encoded;
    }

    private static int length(byte[][] parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }

    private int sameAtHead(List<UpsVariable> now) {
        int most = Math.min(last.size(), now.size());
        int same = 0;
        while (same < most && last.get(same) == now.get(same)) {
            same++;
        }
        return same;
    }

    /** Of those that are not among the first {@code head}. */
    private int sameAtTail(List<UpsVariable> now, int head) {
        int most = Math.min(last.size(), now.size()) - head;
        int same = 0;
        while (same < most && last.get(last.size() - 1 - same) == now.get(now.size() - 1 - same)) {
            same++;
        }
        return same;
    }
}
