package nut.upsd.net;

import java.nio.ByteBuffer;

/**
 * Room for the TLS work of one turn, shared by all connections of the loop. Nothing in it lasts longer than a turn; a connection copies
 * what it has to keep.
 */
final class TlsBuffers {
    /** More than the longest record: 2^14 bytes of content and 2048 of overhead at most (RFC 5246, 6.2.3), and its header. */
    private static final int RECORD = 16_384 + 2048 + 5;

    private final ByteBuffer joined = ByteBuffer.allocate(2 * RECORD);
    private final ByteBuffer plain = ByteBuffer.allocate(RECORD);
    private ByteBuffer sealed = ByteBuffer.allocate(2 * RECORD);

    /** What was kept of the input, and what came after it. */
    ByteBuffer join(ByteBuffer kept, ByteBuffer more) {
        return joined.clear().put(kept).put(more).flip();
    }

    /** Empty, with room for the content of a record. */
    ByteBuffer plain() {
        return plain.clear();
    }

    /** The output of this turn so far, with room for one more record. */
    ByteBuffer sealed() {
        if (sealed.remaining() < RECORD) {
            sealed = ByteBuffer.allocate(2 * sealed.capacity()).put(sealed.flip());
        }
        return sealed;
    }

    /** Takes the output of this turn away; it is valid until the next turn. */
    ByteBuffer takeSealed() {
        ByteBuffer taken = sealed.flip();
        sealed = taken.capacity() > 16 * RECORD ? ByteBuffer.allocate(2 * RECORD) : taken.duplicate().clear();
        return taken;
    }
}
