package nut.common.posix;


import java.lang.foreign.Arena;
import java.nio.file.Path;
import nut.common.AdminFault;

/** Makes a directory the root directory of this process (chroot(2)). */
public final class Chroot {
    private static final CFunction CHROOT = Libc.function("chroot");
    private static final CFunction CHDIR = Libc.function("chdir");

    private Chroot() {
    }

    /**
     * Enters a directory for good; the working directory is its root afterwards.
     *
     * @throws AdminFault when there is no such directory or this process is not root
     */
    public static void enter(Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            CHDIR.orFail("chdir", CStrings.of(arena, directory.toString()).address());
            CHROOT.orFail("chroot", CStrings.of(arena, ".").address());
            CHDIR.orFail("chdir", CStrings.of(arena, "/").address());
        } catch (PosixException refused) {
            throw new AdminFault("cannot chroot into " + directory + ": " + refused.getMessage()
                + "; the directory must exist and the program be started by root");
        }
    }

    /** Makes {@code /} the working directory, so that no file system is kept busy. */
    public static void workAtRoot() {
        try (Arena arena = Arena.ofConfined()) {
            CHDIR.orFail("chdir", CStrings.of(arena, "/").address());
        } catch (PosixException refused) {
            throw new AdminFault("cannot work in /: " + refused.getMessage());
        }
    }
}
