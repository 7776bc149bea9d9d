package nut.common.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A system call failed: which one, and what errno said. */
public final class PosixException extends IOException {
    /** No such file or directory. */
    public static final int ENOENT = 2;
    /** No such process. */
    public static final int ESRCH = 3;
    /** Interrupted by a signal. */
    public static final int EINTR = 4;
    /** Try again: it would block. */
    public static final int EAGAIN = 11;

    private static final long serialVersionUID = 1L;
    private static final MethodHandle STRERROR = Libc.plain("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private final int errno;

    PosixException(String what, int errno) {
        super(what + ": " + text(errno));
        this.errno = errno;
    }

    /** The number, as in errno(3). */
    public int errno() {
        return errno;
    }

    /** The C library's words for an errno. */
    static String text(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable thrown) {
            throw Libc.unexpected(thrown);
        }
    }
}
