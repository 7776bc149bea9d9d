package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library: looks functions up and calls them. Every class of this package names its own functions here, once, in constants.
 *
 * <p>All calls have one shape, six longs in and one out, because the JVM spends some ten milliseconds of a program's start on each shape
 * that it has not seen. The calling conventions of 64-bit Linux allow it for functions of integers and addresses, variadic ones included:
 * each argument has a register of its own, of which the function takes as many bits as it knows, and it does not look at registers beyond
 * its last argument. An int that comes back fills the lower half only; {@link CFunction} sees to that.
 */
final class Libc {
    /** The most arguments that a function can have. */
    static final int MOST_ARGUMENTS = 6;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final long ERRNO_AT = CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle CALL = LINKER.downcallHandle(
        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));

    /** Where errno goes that nobody asks for: all threads write to it, and none reads it. */
    static final MemorySegment ERRNO_OF_NOBODY = errnoSegment(Arena.global());

    private Libc() {
    }

    /** Does nothing but have the way to C there. */
    static void load() {
        // The static initialiser has done it.
    }

    /** A function by its name. */
    static CFunction function(String name) {
        return new CFunction(LINKER.defaultLookup().find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name)));
    }

    /** Calls what is at an address. */
    static long call(MemorySegment address, MemorySegment errno, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(address, errno, a, b, c, d, e, f);
        } catch (Throwable thrown) {
            throw unexpected(thrown);
        }
    }

    /** A place for errno. */
    static MemorySegment errnoSegment(Arena arena) {
        return arena.allocate(CAPTURED);
    }

    /** The errno that the last call left in {@code captured}. */
    static int errno(MemorySegment captured) {
        return captured.get(JAVA_INT, ERRNO_AT);
    }

    /** The memory of some size at an address that the C library gave. */
    static MemorySegment at(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    /** Turns what a method handle throws (nothing, in truth) into an unchecked error. */
    private static AssertionError unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new AssertionError("a downcall threw", thrown);
    }
}
