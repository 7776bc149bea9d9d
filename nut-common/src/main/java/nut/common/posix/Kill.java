package nut.common.posix;

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
    /** Out-of-band data: a process that does not know it is not ended by it. */
    public static final int SIGURG = 23;

    private static final CFunction KILL = Libc.function("kill");
    private static final CFunction SETRESUID = Libc.function("setresuid");

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
            KILL.orFail("kill " + pid, pid, signal);
            return true;
        } catch (PosixException failed) {
            if (failed.errno() == PosixException.ESRCH) {
                return false;
            }
            throw failed;
        }
    }

    /**
     * Sends a signal with no more power than a user has, even when this process is root's: for a number that this user wrote down, who
     * might have written that of somebody else's process. The whole process is that user's for the moment of the call.
     *
     * @param user the uid
     * @return false when there is no such process
     */
    public static boolean sendAs(int user, long pid, int signal) throws PosixException {
        if (user == 0 || !Credentials.isRoot()) {
            return send(pid, signal);
        }
        become(user, user);
        try {
            return send(pid, signal);
        } finally {
            become(0, 0);
        }
    }

    /** The saved uid stays root's, which is the way back. */
    private static void become(int real, int effective) throws PosixException {
        SETRESUID.orFail("setresuid", real, effective, 0);
    }
}
