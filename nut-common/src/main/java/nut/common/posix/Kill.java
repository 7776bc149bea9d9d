package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Signals to other processes (kill(2)). */
public final class Kill {
    /** Read the configuration again. */
    public static final int SIGHUP = 1;
    /** End at once; cannot be caught. */
    public static final int SIGKILL = 9;
    /** Forced shutdown, to upsmon. */
    public static final int SIGUSR1 = 10;
    /** End in good order. */
    public static final int SIGTERM = 15;

    private static final MethodHandle KILL = Libc.capturing("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private Kill() {
    }

    /**
     * Sends a signal.
     *
     * @return false when there is no such process
     */
    public static boolean send(long pid, int signal) throws PosixException {
        if (pid <= 0 || pid > Integer.MAX_VALUE) {
            return false;
        }
        try {
            Call.orFail("kill " + pid, (arena, errno) -> (int) KILL.invokeExact(errno, (int) pid, signal));
            return true;
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.ESRCH) {
                return false;
            }
            throw failed;
        }
    }
}
