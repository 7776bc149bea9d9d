package nut.common.state;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nut.fuzz.Target;

/**
 * A mapped file that a peer wrote and then damaged. An input says how: the number of damages (1 byte); for each the place (2 bytes,
 * in the header or from the first slot or entry on) and what it becomes (1 byte); whether the checksum is made right again (1 byte);
 * then the text that stands in the slot or entry.
 */
abstract class ImageTarget implements Target {
    private static final int MOST_DAMAGES = 15;
    private static final int NEAR_HEADER = 256;

    @Override
    public List<byte[]> built() {
        return List.of(bytes(0, 0, "SETINFO ups.status \"OL\"\nADDCMD load.off\n"), bytes(0, 0, "\"INSTCMD\" \"load.off\""),
            bytes(1, 1, "SETINFO ups.status \"OL\"\n", 64, 1), bytes(1, 0, "SETINFO a \"b\"\n", 56, 9),
            bytes(2, 1, "SETINFO a \"b\"\n", 0x4008, 255, 0x400B, 127), bytes(1, 0, "\"SET\" \"a\" \"b\"", 48, 200));
    }

    private static byte[] bytes(int damages, int mend, String text, int... placesAndValues) {
        byte[] tail = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(2 + 3 * damages + tail.length).put((byte) damages);
        for (int i = 0; i < damages; i++) {
            bytes.putShort((short) placesAndValues[2 * i]).put((byte) placesAndValues[2 * i + 1]);
        }
        return bytes.put((byte) mend).put(tail).array();
    }

    @Override
    public List<String> words() {
        return List.of("SETINFO", "ADDENUM", "INSTCMD", "\n", "\"", "\u0000\u0000\u0000\u0000", "\u00ff\u00ff\u00ff\u00ff", "\u0001\u0000");
    }

    /** Where slots or entries begin. */
    abstract long body();

    /** A good file with a text in it. */
    abstract MemorySegment image(byte[] text);

    /** Makes the checksum right for whatever length and text stand there now, if they can be. */
    abstract void mend(MemorySegment image);

    /** Reads it as the peer does; a RegionFault is an answer. */
    abstract void read(MemorySegment image) throws RegionFault;

    @Override
    public final void take(byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input);
        int damages = bytes.hasRemaining() ? bytes.get() & MOST_DAMAGES : 0;
        int[] places = new int[damages];
        byte[] values = new byte[damages];
        for (int i = 0; i < damages && bytes.remaining() >= 3; i++) {
            places[i] = bytes.getShort() & 0xFFFF;
            values[i] = bytes.get();
        }
        boolean mended = bytes.hasRemaining() && (bytes.get() & 1) == 1;
        byte[] text = new byte[bytes.remaining()];
        bytes.get(text);
        MemorySegment image = image(text);
        for (int i = 0; i < damages; i++) {
            long at = places[i] < 0x4000 ? places[i] % NEAR_HEADER : body() + (places[i] - 0x4000) % (image.byteSize() - body());
            image.set(JAVA_BYTE, at, values[i]);
        }
        if (mended) {
            mend(image);
        }
        try {
            read(image);
        } catch (RegionFault fault) {
            SnapshotTarget.printable(fault, "image");
        }
    }
}
