package nut.common.posix;

/** How many files a process may have open (sysconf(3)). */
public final class OpenFiles {
    private static final int SC_OPEN_MAX = 4;
    private static final CFunction SYSCONF = Libc.function("sysconf");

    private OpenFiles() {
    }

    /** The most files and sockets that this process may have open at once; the JVM raises its soft limit to the hard one. */
    public static int most() {
        long most = SYSCONF.call(SC_OPEN_MAX);
        return most < 0 ? Integer.MAX_VALUE : (int) Math.min(most, Integer.MAX_VALUE);
    }
}
