package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What a process asks of the kernel for itself (prctl(2), umask(2), mlockall(2), setrlimit(2)). */
public final class ProcessControl {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_NOFILE = 7;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_ONFAULT = 4;
    private static final CFunction MLOCKALL = Libc.function("mlockall");
    private static final CFunction GETPID = Libc.function("getpid");
    private static final CFunction GETPPID = Libc.function("getppid");
    private static final CFunction SETRLIMIT = Libc.function("setrlimit");
    private static final CFunction PRCTL = Libc.function("prctl");
    private static final CFunction UMASK = Libc.function("umask");

    private ProcessControl() {
    }

    /** Has this process sent a signal when its parent ends. Forgotten by a change of user: ask after that. */
    public static void signalWhenParentEnds(int signal) throws PosixException {
        PRCTL.orFail("prctl", PR_SET_PDEATHSIG, signal);
    }

    /** This process. The JDK's ProcessHandle says it too, but makes what watches over children first. */
    public static long self() {
        return (int) GETPID.call();
    }

    /** The process that started this one, or who takes care of orphans if that has ended. */
    public static long parent() {
        return (int) GETPPID.call();
    }

    /** Keeps every page that is in memory now there: what has run once needs no disk to run again. Takes root. */
    public static void keepInMemory() throws PosixException {
        MLOCKALL.orFail("mlockall", MCL_CURRENT | MCL_ONFAULT);
    }

    /** Leaves no image of this process's memory on the disk, whatever happens to it. */
    public static void neverDumpCore() throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            SETRLIMIT.orFail("setrlimit", RLIMIT_CORE, arena.allocate(ValueLayout.JAVA_LONG, 2).address());
        }
    }

    /** Has no more files than this be open at once, for ever. */
    public static void limitFiles(int most) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limit = arena.allocate(ValueLayout.JAVA_LONG, 2);
            limit.setAtIndex(ValueLayout.JAVA_LONG, 0, most);
            limit.setAtIndex(ValueLayout.JAVA_LONG, 1, most);
            SETRLIMIT.orFail("setrlimit", RLIMIT_NOFILE, limit.address());
        }
    }

    /** Takes permissions from every file that this process makes from now on. */
    public static void umask(int mask) {
        UMASK.call(mask);
    }
}
