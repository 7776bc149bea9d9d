package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** What a process asks of the kernel for itself (prctl(2), umask(2)). */
public final class ProcessControl {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final MethodHandle PRCTL = Libc.capturingVariadic("prctl", 1,
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle UMASK = Libc.plain("umask", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private ProcessControl() {
    }

    /** Has this process sent a signal when its parent ends. Forgotten by a change of user: ask after that. */
    public static void signalWhenParentEnds(int signal) throws PosixException {
        Call.orFail("prctl", (arena, errno) -> (int) PRCTL.invokeExact(errno, PR_SET_PDEATHSIG, (long) signal, 0L, 0L, 0L));
    }

    /** Takes permissions from every file that this process makes from now on. */
    public static void umask(int mask) {
        try {
            int before = (int) UMASK.invokeExact(mask);
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
