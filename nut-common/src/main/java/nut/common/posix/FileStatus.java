package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel knows of an open file (statx(2), whose struct is the same on every architecture): not of a path, which may lead
 * elsewhere a moment later.
 *
 * @param owner   the uid
 * @param inode   its number in its file system
 * @param regular whether it is a plain file
 */
record FileStatus(int owner, long inode, boolean regular) {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_TYPE_UID_INO = 0x1 | 0x8 | 0x100;
    private static final long STATX_SIZE = 256;
    private static final long STX_UID = 20;
    private static final long STX_MODE = 28;
    private static final long STX_INO = 32;
    private static final int S_IFMT = 0xF000;
    private static final int S_IFREG = 0x8000;

    private static final CFunction STATX = Libc.function("statx");

    static FileStatus of(int descriptor) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(STATX_SIZE, 8);
            STATX.orFail("statx", descriptor, CStrings.of(arena, "").address(), AT_EMPTY_PATH, STATX_TYPE_UID_INO, stat.address());
            return new FileStatus(stat.get(JAVA_INT, STX_UID), stat.get(JAVA_LONG, STX_INO),
                (stat.get(JAVA_SHORT, STX_MODE) & S_IFMT) == S_IFREG);
        }
    }
}
