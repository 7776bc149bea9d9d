package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Random bytes from the kernel without a file (getrandom(2)), so that they are to be had in a root directory without {@code /dev}. */
public final class KernelRandom {
    private static final CFunction GETRANDOM = Libc.function("getrandom");

    private KernelRandom() {
    }

    /** Fills the array with bytes fit for keys. It waits only while the kernel has not gathered any randomness since its boot. */
    public static void fill(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(1, bytes.length));
            int filled = 0;
            while (filled < bytes.length) {
                filled += GETRANDOM.orFailUninterrupted("getrandom", memory.address() + filled, bytes.length - filled, 0);
            }
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
            memory.fill((byte) 0);
        } catch (PosixException refused) {
            throw new IllegalStateException("the kernel gives no random bytes", refused);
        }
    }
}
