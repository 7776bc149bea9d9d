package nut.common.posix;

import java.lang.foreign.Arena;

/** The signals that a thread holds back (sigprocmask(2)); a JVM's threads hold some back, and a program started by exec would too. */
final class SignalMask {
    /** sizeof(sigset_t) in glibc. */
    static final int SIZE = 128;
    private static final int SIG_SETMASK = 2;
    private static final CFunction PTHREAD_SIGMASK = Libc.function("pthread_sigmask");

    private SignalMask() {
    }

    /** Does nothing but have this class and its function there. */
    static void load() {
        // The static initialiser has done it.
    }

    static void unblockAll() {
        try (Arena arena = Arena.ofConfined()) {
            PTHREAD_SIGMASK.call(SIG_SETMASK, arena.allocate(SIZE).address());
        }
    }
}
