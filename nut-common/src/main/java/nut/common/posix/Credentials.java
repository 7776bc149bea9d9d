package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import nut.common.AdminFault;

/** Who this process is, and how it becomes somebody less. glibc's set*id functions change every thread of the process (nptl(7)). */
public final class Credentials {
    private static final MethodHandle GETUID = Libc.plain("geteuid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle GETGID = Libc.plain("getegid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle SETUID = Libc.capturing("setuid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETGID = Libc.capturing("setgid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SETGROUPS =
        Libc.capturing("setgroups", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));

    private Credentials() {
    }

    /** The effective uid. */
    public static int uid() {
        return ask(GETUID);
    }

    /** The effective gid. */
    public static int gid() {
        return ask(GETGID);
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
        try {
            Call.orFail("setgroups", (arena, errno) ->
                (int) SETGROUPS.invokeExact(errno, (long) groups.length, arena.allocateFrom(JAVA_INT, groups)));
            Call.orFail("setgid", (arena, errno) -> (int) SETGID.invokeExact(errno, to.gid()));
            Call.orFail("setuid", (arena, errno) -> (int) SETUID.invokeExact(errno, to.uid()));
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
        try {
            Call.orFail("setuid", (arena, errno) -> (int) SETUID.invokeExact(errno, 0));
        } catch (PosixException asItMustBe) {
            if (uid() == to.uid() && gid() == to.gid()) {
                return;
            }
        }
        throw new AdminFault("root could be had back after becoming " + to.name() + "; refusing to go on");
    }

    private static int ask(MethodHandle handle) {
        try {
            return (int) handle.invokeExact();
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
