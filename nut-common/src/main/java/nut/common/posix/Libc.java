package nut.common.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library: looks functions up and calls them. Every class of this package binds its own functions here, once, in constants.
 *
 * <p>A function whose errno matters is bound with {@link #capturing}; its handle takes a segment from {@link #errnoSegment} first, and
 * {@link #errno} reads what the call left there.
 */
final class Libc {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Libc() {
    }

    /** Binds a function that cannot fail, or whose errno nobody asks for. */
    static MethodHandle plain(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(address(name), shape);
    }

    /** Binds a function so that the errno of each call is kept. */
    static MethodHandle capturing(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(address(name), shape, Linker.Option.captureCallState("errno"));
    }

    /** Binds a variadic function (open, fcntl, syscall, ioctl, prctl) whose variable arguments begin at {@code firstVariadic}. */
    static MethodHandle capturingVariadic(String name, int firstVariadic, FunctionDescriptor shape) {
        return LINKER.downcallHandle(address(name), shape, Linker.Option.firstVariadicArg(firstVariadic),
            Linker.Option.captureCallState("errno"));
    }

    /** A place for errno, of the shape that a capturing handle takes as its first argument. */
    static MemorySegment errnoSegment(Arena arena) {
        return arena.allocate(CAPTURED);
    }

    /** The errno that the last call left in {@code captured}. */
    static int errno(MemorySegment captured) {
        return (int) ERRNO.get(captured, 0L);
    }

    /** Turns what a method handle throws (nothing, in truth) into an unchecked error. */
    static AssertionError unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new AssertionError("a downcall threw", thrown);
    }

    private static MemorySegment address(String name) {
        return LINKER.defaultLookup().find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no function " + name));
    }
}
