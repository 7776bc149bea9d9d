package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import nut.fuzz.Target;

/** The text of a snapshot: read, or a fault; what was read and is written again is the same snapshot. */
final class SnapshotTarget implements Target {
    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public List<byte[]> built() {
        return List.of(SnapshotText.encode(Proof.of(3)), new byte[0]);
    }

    @Override
    public List<String> words() {
        return List.of("SETINFO", "SETFLAGS", "SETAUX", "ADDENUM", "ADDRANGE", "ADDCMD", "ups.status", "RW", "STRING", "NUMBER", "\n",
            "\"OL\"", "\\", "-2147483648", "2147483648", "\u00c3\u00a9");
    }

    @Override
    public void take(byte[] input) {
        try {
            UpsSnapshot snapshot = SnapshotText.parse("text", input);
            assertEquals(snapshot, SnapshotText.parse("again", SnapshotText.encode(snapshot)));
        } catch (RegionFault fault) {
            printable(fault, "text");
        }
    }

    /** A fault of the text goes to the log; one of the text that we wrote ourselves is ours. */
    static void printable(RegionFault fault, String source) {
        String message = fault.getMessage();
        if (!message.startsWith(source) || message.getBytes(StandardCharsets.US_ASCII).length != message.length()
            || !message.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new AssertionError(message, fault);
        }
    }
}
