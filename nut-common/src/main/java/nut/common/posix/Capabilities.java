package nut.common.posix;

import java.util.Set;

/**
 * What is left of root's power (capabilities(7)). The sets are the calling thread's; they count for what that thread starts, or what takes
 * its place by exec.
 */
public final class Capabilities {
    /** Reads and writes files whoever they belong to. */
    public static final int DAC_OVERRIDE = 1;
    /** Reads files whoever they belong to. */
    public static final int DAC_READ_SEARCH = 2;
    /** Changes its groups. */
    public static final int SETGID = 6;
    /** Changes its user. */
    public static final int SETUID = 7;
    /** Listens at ports below 1024. */
    public static final int NET_BIND_SERVICE = 10;
    /** Changes its root directory. */
    public static final int SYS_CHROOT = 18;

    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    private static final int HIGHEST = 63;
    private static final CFunction PRCTL = Libc.function("prctl");

    private Capabilities() {
    }

    /**
     * Has nobody whom this thread starts gain a capability, root included, but for some. A user who may not forbid it can give nothing on
     * either, once new privileges are renounced.
     */
    public static void endWithThisThread(Set<Integer> butFor) {
        PRCTL.call(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        for (int capability = 0; capability <= HIGHEST; capability++) {
            // It fails at the first for who may not, and beyond the last that this kernel has.
            if (!butFor.contains(capability) && PRCTL.call(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) {
                return;
            }
        }
    }
}
