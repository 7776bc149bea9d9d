package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import nut.common.AdminFault;

/** Makes a directory the root directory of this process (chroot(2)). */
public final class Chroot {
    private static final MethodHandle CHROOT = Libc.capturing("chroot", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle CHDIR = Libc.capturing("chdir", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private Chroot() {
    }

    /**
     * Enters a directory for good; the working directory is its root afterwards.
     *
     * @throws AdminFault when there is no such directory or this process is not root
     */
    public static void enter(Path directory) {
        try {
            Call.orFail("chdir", (arena, errno) -> (int) CHDIR.invokeExact(errno, arena.allocateFrom(directory.toString())));
            Call.orFail("chroot", (arena, errno) -> (int) CHROOT.invokeExact(errno, arena.allocateFrom(".")));
            Call.orFail("chdir", (arena, errno) -> (int) CHDIR.invokeExact(errno, arena.allocateFrom("/")));
        } catch (PosixException refused) {
            throw new AdminFault("cannot chroot into " + directory + ": " + refused.getMessage()
                + "; the directory must exist and the program be started by root");
        }
    }

    /** Makes {@code /} the working directory, so that no file system is kept busy. */
    public static void workAtRoot() {
        try {
            Call.orFail("chdir", (arena, errno) -> (int) CHDIR.invokeExact(errno, arena.allocateFrom("/")));
        } catch (PosixException refused) {
            throw new AdminFault("cannot work in /: " + refused.getMessage());
        }
    }
}
