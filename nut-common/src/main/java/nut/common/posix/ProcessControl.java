package nut.common.posix;

/** What a process asks of the kernel for itself (prctl(2), umask(2)). */
public final class ProcessControl {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final CFunction PRCTL = Libc.function("prctl");
    private static final CFunction UMASK = Libc.function("umask");

    private ProcessControl() {
    }

    /** Has this process sent a signal when its parent ends. Forgotten by a change of user: ask after that. */
    public static void signalWhenParentEnds(int signal) throws PosixException {
        PRCTL.orFail("prctl", PR_SET_PDEATHSIG, signal);
    }

    /** Takes permissions from every file that this process makes from now on. */
    public static void umask(int mask) {
        UMASK.call(mask);
    }
}
