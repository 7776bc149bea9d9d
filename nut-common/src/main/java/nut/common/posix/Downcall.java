package nut.common.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The one shape of a call to C, made by the JDK's linker: six longs in and one out, and errno kept. The JVM takes 20 ms of a start to make
 * it. In the installed tree a class of the same name and members stands here for which that was done when the image was linked
 * (docs/footprint.md, "What is rewritten in the image").
 */
final class Downcall {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final MethodHandle CALL = LINKER.downcallHandle(
        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));

    /** The size of the place that errno is kept in. */
    static final long STATE_BYTES = STATE.byteSize();
    /** Where errno, an int, is in there. */
    static final long ERRNO_AT = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private Downcall() {
    }

    /** The address of a function of the C library. */
    static Optional<MemorySegment> find(String name) {
        return LINKER.defaultLookup().find(name);
    }

    /**
     * Calls it.
     *
     * @param state takes errno; memory outside of the heap
     */
    static long call(MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f) throws Throwable {
        return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    }
}
