package nut.common.posix;

/** Keeps a process's descriptors from the programs that it starts. The JDK opens files and sockets so that they would be passed on. */
public final class CloseOnExec {
    private static final int FIRST = 3;
    private static final long CLOSE_RANGE_CLOEXEC = 4;
    private static final int MOST_WITHOUT_THE_CALL = 65_536;
    private static final long SYS_CLOSE_RANGE = Syscalls.number("close_range");
    private static final CFunction SYSCALL = Libc.function("syscall");

    private CloseOnExec() {
    }

    /**
     * Marks every open descriptor but the standard three. One that is to be passed on is unmarked afterwards, or handed on by
     * {@link Spawn}. Linux has one call for it since 5.11 (close_range(2)); before, each is marked by itself.
     */
    public static void markAll() {
        try {
            SYSCALL.orFail("close_range", SYS_CLOSE_RANGE, FIRST, 0xFFFF_FFFFL, CLOSE_RANGE_CLOEXEC);
        } catch (PosixException olderKernel) {
            markEach();
        }
    }

    private static void markEach() {
        for (int descriptor = FIRST; descriptor < MOST_WITHOUT_THE_CALL; descriptor++) {
            try {
                FileDescriptors.closeOnExec(descriptor, true);
            } catch (PosixException notOpen) {
                continue;
            }
        }
    }
}
