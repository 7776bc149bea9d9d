package nut.common.state;

import java.io.ByteArrayOutputStream;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Encodes the snapshots of one driver, one after the other. A variable that stands in the last one too is copied, not encoded again: most
 * are the same object from one snapshot to the next. Owned by one thread at a time.
 */
final class SnapshotWriter {
    private Map<UpsVariable, byte[]> encoded = Map.of();

    /** The text of a snapshot; the same as {@link SnapshotText#encode(UpsSnapshot)}. */
    byte[] text(UpsSnapshot snapshot) {
        Map<UpsVariable, byte[]> next = new IdentityHashMap<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream(4096);
        for (UpsVariable variable : snapshot.variables().values()) {
            byte[] lines = encoded.get(variable);
            if (lines == null) {
                lines = SnapshotText.encode(variable);
            }
            next.put(variable, lines);
            text.writeBytes(lines);
        }
        text.writeBytes(SnapshotText.encodeCommands(snapshot));
        encoded = next;
        return text.toByteArray();
    }
}
