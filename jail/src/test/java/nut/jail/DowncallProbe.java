package nut.jail;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes the same calls to C through the image's ready call and through the JDK's linker, and prints for each what came of both. Runs in an
 * image, without the tests' libraries.
 */
final class DowncallProbe {
    private static final MethodType SHAPE = MethodType.methodType(long.class, MemorySegment.class, MemorySegment.class, long.class,
        long.class, long.class, long.class, long.class, long.class);

    private final MethodHandle ready;
    private final MethodHandle linked;

    private DowncallProbe(MethodHandle ready, MethodHandle linked) {
        this.ready = ready;
        this.linked = linked;
    }

    public static void main(String[] arguments) throws ReflectiveOperationException, InterruptedException {
        Class<?> image;
        try {
            image = Class.forName("java.lang.invoke.ReadyDowncall");
        } catch (ClassNotFoundException none) {
            System.out.println("none");
            return;
        }
        MethodHandle linked = Linker.nativeLinker().downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
        new DowncallProbe(MethodHandles.lookup().findStatic(image, "call", SHAPE), linked).probe();
    }

    private void probe() throws InterruptedException {
        try (Arena arena = Arena.ofConfined(); Arena shared = Arena.ofShared()) {
            MemorySegment errno = arena.allocate(Linker.Option.captureStateLayout());
            compare("getpid", function("getpid"), errno);
            compare("close(-1)", function("close"), errno, -1);
            System.out.println("six arguments\t" + scanned(ready, arena, errno) + "\t" + scanned(linked, arena, errno));
            compare("llabs of 64 bits", function("llabs"), errno, Long.MIN_VALUE + 2);
            compare("NULL", MemorySegment.NULL, errno);
            compare("errno in the heap", function("getpid"), MemorySegment.ofArray(new int[1]));
            compare("errno in a shared arena", function("close"), shared.allocate(4), -1);
            Arena over = Arena.ofConfined();
            MemorySegment freed = over.allocate(4);
            over.close();
            compare("freed errno", function("getpid"), freed);
            AtomicReference<String> elsewhere = new AtomicReference<>();
            Thread other = new Thread(() -> elsewhere.set(outcome(ready, function("getpid"), errno) + "\t"
                + outcome(linked, function("getpid"), errno)));
            other.start();
            other.join();
            System.out.println("another thread's errno\t" + elsewhere);
        }
    }

    private static String scanned(MethodHandle call, Arena arena, MemorySegment errno) {
        MemorySegment parts = arena.allocate(4 * JAVA_INT.byteSize());
        long at = parts.address();
        String end = outcome(call, function("sscanf"), errno, arena.allocateFrom("1 2 3 4").address(),
            arena.allocateFrom("%d %d %d %d").address(), at, at + 4, at + 8, at + 12);
        return end + " " + Arrays.toString(parts.toArray(JAVA_INT));
    }

    private static MemorySegment function(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
    }

    private void compare(String what, MemorySegment function, MemorySegment errno, long... arguments) {
        System.out.println(what + "\t" + outcome(ready, function, errno, arguments) + "\t" + outcome(linked, function, errno, arguments));
    }

    private static String outcome(MethodHandle call, MemorySegment function, MemorySegment errno, long... given) {
        long[] all = Arrays.copyOf(given, 6);
        try {
            long result = (long) call.invokeExact(function, errno, all[0], all[1], all[2], all[3], all[4], all[5]);
            // Who succeeds leaves errno as it likes, and who returns an int the upper half of its register.
            return (int) result == -1 ? "-1 errno " + errno.get(JAVA_INT, 0) : Long.toString(result);
        } catch (Throwable refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
