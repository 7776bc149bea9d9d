package nut.common.posix;

import java.io.IOException;

/** A system call failed: which one, and what errno said. */
public final class PosixException extends IOException {
    /** No such file or directory. */
    public static final int ENOENT = 2;
    /** No such process. */
    public static final int ESRCH = 3;
    /** Interrupted by a signal. */
    public static final int EINTR = 4;
    private static final int EIO = 5;
    /** No child of this process (any more). */
    public static final int ECHILD = 10;
    /** Try again: it would block. */
    public static final int EAGAIN = 11;
    private static final int ENOMEM = 12;
    private static final int ENFILE = 23;
    private static final int EMFILE = 24;
    private static final int ENOLCK = 37;

    private static final long serialVersionUID = 1L;
    private static final CFunction STRERROR = Libc.function("strerror");
    private static final long LONGEST_TEXT = 256;

    private final int errno;

    PosixException(String what, int errno) {
        super(what + ": " + text(errno));
        this.errno = errno;
    }

    /** The number, as in errno(3). */
    public int errno() {
        return errno;
    }

    /** Whether the process or its machine has run out of something, or a device failed: it may work later, and is no fault of a peer. */
    public boolean isShortage() {
        return errno == EIO || errno == ENOMEM || errno == ENFILE || errno == EMFILE || errno == ENOLCK;
    }

    /** The C library's words for an errno. */
    static String text(int errno) {
        return Libc.at(STRERROR.call(errno), LONGEST_TEXT).getString(0);
    }
}
