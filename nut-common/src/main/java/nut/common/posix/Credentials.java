package nut.common.posix;

import java.lang.foreign.Arena;
import nut.common.AdminFault;

/** Who this process is, and how it becomes somebody less. glibc's set*id functions change every thread of the process (nptl(7)). */
public final class Credentials {
    private static final CFunction GETEUID = Libc.function("geteuid");
    private static final CFunction GETEGID = Libc.function("getegid");
    private static final CFunction SETUID = Libc.function("setuid");
    private static final CFunction SETGID = Libc.function("setgid");
    private static final CFunction SETGROUPS = Libc.function("setgroups");

    private Credentials() {
    }

    /** The effective uid. */
    public static int uid() {
        return (int) GETEUID.call();
    }

    /** The effective gid. */
    public static int gid() {
        return (int) GETEGID.call();
    }

    /** Whether this process is root. */
    public static boolean isRoot() {
        return uid() == 0;
    }

    /**
     * Becomes another user, for ever, with the groups that the system lists for it.
     *
     * @throws AdminFault when this process may not, or the proof fails; the process must then end
     */
    public static void drop(UserId to) {
        drop(to, Users.groups(to));
    }

    /**
     * Becomes another user, for ever: supplementary groups, gid, uid; then proves that root cannot be had back.
     *
     * @param groups all groups of the process from now on; see {@link Users#groups}
     * @throws AdminFault when this process may not, or the proof fails; the process must then end
     */
    public static void drop(UserId to, int... groups) {
        try (Arena arena = Arena.ofConfined()) {
            SETGROUPS.orFail("setgroups", groups.length, CStrings.ints(arena, groups).address());
            SETGID.orFail("setgid", to.gid());
            SETUID.orFail("setuid", to.uid());
        } catch (PosixException refused) {
            throw new AdminFault("cannot become user " + to.name() + " (" + to.numbers() + "): " + refused.getMessage()
                + "; only root may do that");
        }
        prove(to);
    }

    private static void prove(UserId to) {
        if (to.uid() == 0) {
            return;
        }
        if ((int) SETUID.call(0) == -1 && uid() == to.uid() && gid() == to.gid()) {
            return;
        }
        throw new AdminFault("root could be had back after becoming " + to.name() + "; refusing to go on");
    }
}
