package nut.common.state;

import java.util.List;
import java.util.SortedSet;

/**
 * Encodes the snapshots of one driver, one after the other. What stands in the same place as in the last one is copied, not encoded again:
 * most variables are the same object from one snapshot to the next. Owned by one thread at a time.
 */
final class SnapshotWriter {
    private List<UpsVariable> last = List.of();
    private byte[][] encoded = new byte[0][];
    private SortedSet<String> lastCommands;
    private byte[] encodedCommands;

    /** The text of a snapshot; the same as {@link SnapshotText#encode(UpsSnapshot)}. */
    byte[] text(UpsSnapshot snapshot) {
        int length = encodeVariables(snapshot.variables());
        if (snapshot.commands() != lastCommands) {
            lastCommands = snapshot.commands();
            encodedCommands = SnapshotText.encodeCommands(snapshot);
        }
        byte[] text = new byte[length + encodedCommands.length];
        int at = 0;
        for (byte[] lines : encoded) {
            System.arraycopy(lines, 0, text, at, lines.length);
            at += lines.length;
        }
        System.arraycopy(encodedCommands, 0, text, at, encodedCommands.length);
        return text;
    }

    /** Returns how many bytes all of them are. */
    private int encodeVariables(List<UpsVariable> variables) {
        byte[][] before = encoded;
        encoded = new byte[variables.size()][];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            boolean same = i < before.length && last.get(i) == variables.get(i);
            encoded[i] = same ? before[i] : SnapshotText.encode(variables.get(i));
            length += encoded[i].length;
        }
        last = variables;
        return length;
    }
}
