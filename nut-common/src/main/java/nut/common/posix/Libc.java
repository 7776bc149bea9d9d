package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The C library: looks functions up and calls them. Every class of this package names its own functions here, once, in constants.
 *
 * <p>All calls have one shape, six longs in and one out, as the JVM spends some ten milliseconds of a program's start on each shape that
 * it has not seen, and the installed tree knows but this one ({@link Downcall}). The calling conventions of 64-bit Linux allow it for
 * functions of integers and addresses, variadic ones included: each argument has a register of its own, of which the function takes as
 * many bits as it knows, and it does not look at registers beyond its last argument. An int that comes back fills the lower half only;
 * {@link CFunction} sees to that.
 */
final class Libc {
    /** The most arguments that a function can have. */
    static final int MOST_ARGUMENTS = 6;

    /** Where errno goes that nobody asks for: all threads write to it, and none reads it. */
    static final MemorySegment ERRNO_OF_NOBODY = errnoSegment(Arena.global());

    private Libc() {
    }

    /** A function by its name. */
    static CFunction function(String name) {
        return new CFunction(Downcall.find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name)));
    }

    /** Calls what is at an address. */
    static long call(MemorySegment address, MemorySegment errno, long a, long b, long c, long d, long e, long f) {
        try {
            return Downcall.call(address, errno, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** A place for errno. */
    static MemorySegment errnoSegment(Arena arena) {
        return arena.allocate(Downcall.STATE_BYTES, Integer.BYTES);
    }

    /** The errno that the last call left in {@code captured}. */
    static int errno(MemorySegment captured) {
        return captured.get(JAVA_INT, Downcall.ERRNO_AT);
    }

    /** The memory of some size at an address that the C library gave. */
    static MemorySegment at(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    /** Turns what a call throws (nothing, in truth) into an unchecked error. */
    private static AssertionError unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new AssertionError("a downcall threw", thrown);
    }
}
