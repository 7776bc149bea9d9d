package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The signals that a thread holds back (sigprocmask(2)); a JVM's threads hold some back, and a program started by exec would too. */
final class SignalMask {
    /** sizeof(sigset_t) in glibc. */
    static final int SIZE = 128;
    private static final int SIG_SETMASK = 2;
    private static final MethodHandle PTHREAD_SIGMASK =
        Libc.plain("pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    private SignalMask() {
    }

    static void unblockAll() {
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) PTHREAD_SIGMASK.invokeExact(SIG_SETMASK, arena.allocate(SIZE), MemorySegment.NULL);
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
