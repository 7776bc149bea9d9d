package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One function of the C library, of integers and addresses, six at most; see {@link Libc}. A segment whose address is given must live
 * until the call is over: one of an arena that the caller closes afterwards does.
 */
record CFunction(MemorySegment address) {
    /** Calls it: for a function that cannot fail, or whose errno nobody asks for. All 64 bits of the result are given. */
    long call(long... arguments) {
        return callWith(Libc.ERRNO_OF_NOBODY, arguments);
    }

    /** Calls it and keeps its errno in a place that {@link Libc#errnoSegment} made. All 64 bits of the result are given. */
    long callWith(MemorySegment errno, long... arguments) {
        return Libc.call(address, errno, argument(arguments, 0), argument(arguments, 1), argument(arguments, 2), argument(arguments, 3),
            argument(arguments, 4), argument(arguments, 5));
    }

    /**
     * Calls a function that says -1 when it fails.
     *
     * @param what says what failed, for people
     * @return its result as an int
     * @throws PosixException with the errno
     */
    int orFail(String what, long... arguments) throws PosixException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = Libc.errnoSegment(arena);
            int result = (int) callWith(errno, arguments);
            if (result == -1) {
                throw new PosixException(what, Libc.errno(errno));
            }
            return result;
        }
    }

    /** The same, again after each signal that interrupts it (EINTR). */
    int orFailUninterrupted(String what, long... arguments) throws PosixException {
        for (;;) {
            try {
                return orFail(what, arguments);
            } catch (PosixException failed) {
                if (failed.errno() != PosixException.EINTR) {
                    throw failed;
                }
            }
        }
    }

    private static long argument(long[] arguments, int index) {
        if (arguments.length > Libc.MOST_ARGUMENTS) {
            throw new IllegalArgumentException("a function of " + arguments.length + " arguments");
        }
        return index < arguments.length ? arguments[index] : 0;
    }
}
