package nut.jail.assemble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Cuts from an ELF file what nothing loads: symbols for debuggers and the section headers, which stand behind the last segment (elf(5)).
 * The loader goes by program headers alone. As {@code strip --strip-section-headers} does, without a compiler's tools in the build.
 */
final class StrippedLibrary {
    private static final int MAGIC = 0x7F454C46;
    private static final int HEADER_SIZE = 64;
    private static final int CLASS_AT = 4;
    private static final int CLASS_64 = 2;
    private static final int ORDER_AT = 5;
    private static final int LITTLE = 1;
    private static final int PHOFF_AT = 32;
    private static final int SHOFF_AT = 40;
    private static final int PHENTSIZE_AT = 54;
    private static final int PHNUM_AT = 56;
    private static final int SHNUM_AT = 60;
    private static final int SHSTRNDX_AT = 62;
    /** In a program header: p_offset and p_filesz. */
    private static final int OFFSET_AT = 8;
    private static final int FILESZ_AT = 32;

    private StrippedLibrary() {
    }

    /** Cuts one file, if it is an ELF file of 64 bits. */
    static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = read(channel, 0, HEADER_SIZE);
            if (header.limit() < HEADER_SIZE || header.getInt(0) != MAGIC || header.get(CLASS_AT) != CLASS_64) {
                return;
            }
            header.order(header.get(ORDER_AT) == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int count = header.getShort(PHNUM_AT);
            int size = header.getShort(PHENTSIZE_AT);
            long end = header.getLong(PHOFF_AT) + (long) count * size;
            for (int i = 0; i < count; i++) {
                ByteBuffer segment = read(channel, header.getLong(PHOFF_AT) + (long) i * size, size).order(header.order());
                end = Math.max(end, segment.getLong(OFFSET_AT) + segment.getLong(FILESZ_AT));
            }
            header.putLong(SHOFF_AT, 0).putShort(SHNUM_AT, (short) 0).putShort(SHSTRNDX_AT, (short) 0);
            channel.write(header.rewind(), 0);
            channel.truncate(end);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            continue;
        }
        return buffer.flip();
    }
}
