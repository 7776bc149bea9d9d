package nut.upsmon.sched;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whose a file is. /proc tells it without a call to C, which a call that is to end within milliseconds cannot afford. */
final class Ownership {
    private Ownership() {
    }

    /** Whether a file is this process's user's, or root's; what a link leads to does not count. Root believes every user's. */
    static boolean isOurs(Path file) throws IOException {
        int owner = uid(file, LinkOption.NOFOLLOW_LINKS);
        int self = uid(Path.of("/proc/self"));
        return owner == self || owner == 0 || self == 0;
    }

    private static int uid(Path file, LinkOption... options) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", options);
    }
}
