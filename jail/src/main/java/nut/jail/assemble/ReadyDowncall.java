package nut.jail.assemble;

import java.io.IOException;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Has the image know the one shape of a call to C that nut.common makes. The JDK's linker makes it in each process: it derives by method
 * handles which argument goes where, and writes six classes. {@link LinkedCall} asks the linker of the JDK that the build runs on for its
 * result; the image has a class in its linker's package for it, and nut.common's Downcall calls that. The way out of Java is the JVM's
 * own in both cases. With a JDK that this does not fit, Downcall stays as it is.
 */
final class ReadyDowncall implements ImageRewriting.Rewriter {
    private static final ClassDesc READY = ClassDesc.of("java.lang.invoke", "ReadyDowncall");
    /** Beside which the ready call is put. */
    private static final ClassDesc NEIGHBOUR = ClassDesc.of("java.lang.invoke", "MethodHandle");
    private static final ClassDesc DOWNCALL = ClassDesc.of("nut.common.posix", "Downcall");

    /** In java.lang.invoke, as the method that leaves Java is private to that. It refuses what the linker's own code refuses. */
    private static final String READY_SOURCE = """
        package java.lang.invoke;

        import java.lang.foreign.MemorySegment;
        import java.util.Optional;
        import jdk.internal.foreign.AbstractMemorySegmentImpl;
        import jdk.internal.foreign.MemorySessionImpl;
        import jdk.internal.foreign.SystemLookup;
        import jdk.internal.foreign.abi.ABIDescriptor;
        import jdk.internal.foreign.abi.NativeEntryPoint;
        import jdk.internal.foreign.abi.VMStorage;

        public final class ReadyDowncall {
            private static final NativeEntryPoint ENTRY = %s;

            private ReadyDowncall() {
            }

            public static Optional<MemorySegment> find(String name) {
                return SystemLookup.getInstance().find(name);
            }

            public static long call(MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f)
                throws Throwable {
                if (function.address() == 0 || !function.isNative() || !state.isNative()) {
                    throw new IllegalArgumentException("not an address: " + (state.isNative() ? function : state));
                }
                MemorySessionImpl its = ((AbstractMemorySegmentImpl) function).sessionImpl();
                MemorySessionImpl kept = ((AbstractMemorySegmentImpl) state).sessionImpl();
                its.acquire0();
                try {
                    kept.acquire0();
                    try {
                        return (long) MethodHandle.linkToNative(function.address(), state.address(), a, b, c, d, e, f, (Object) ENTRY);
                    } finally {
                        kept.release0();
                    }
                } finally {
                    its.release0();
                }
            }
        }
        """;

    private static final String DOWNCALL_SOURCE = """
        package nut.common.posix;

        import java.lang.foreign.MemorySegment;
        import java.lang.invoke.ReadyDowncall;
        import java.util.Optional;

        final class Downcall {
            static final long STATE_BYTES = %dL;
            static final long ERRNO_AT = %dL;

            private Downcall() {
            }

            static Optional<MemorySegment> find(String name) {
                return ReadyDowncall.find(name);
            }

            static long call(MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f)
                throws Throwable {
                return ReadyDowncall.call(function, state, a, b, c, d, e, f);
            }
        }
        """;

    private final Optional<Ready> ready;

    /** The two classes of the image. */
    private record Ready(byte[] call, byte[] downcall) {
    }

    private ReadyDowncall(Optional<Ready> ready) {
        this.ready = ready;
    }

    /** Makes it, in a folder of its own; with a JDK that it does not fit, one that changes nothing. */
    static ReadyDowncall in(Path folder) throws IOException {
        Optional<LinkedCall> linked = LinkedCall.make();
        return new ReadyDowncall(linked.isPresent() ? compiled(linked.get(), folder) : Optional.empty());
    }

    private static Optional<Ready> compiled(LinkedCall linked, Path folder) throws IOException {
        InternalSource javac = new InternalSource(folder);
        Optional<byte[]> call = javac.compile(READY, READY_SOURCE.formatted(linked.entryPoint()));
        Optional<byte[]> downcall = call.isEmpty() ? Optional.empty()
            : javac.compile(DOWNCALL, DOWNCALL_SOURCE.formatted(linked.stateBytes(), linked.errnoAt()));
        return downcall.map(bytes -> new Ready(call.get(), bytes));
    }

    @Override
    public Optional<byte[]> rewrite(ClassModel model, BiConsumer<ClassDesc, byte[]> more) {
        ClassDesc name = model.thisClass().asSymbol();
        if (ready.isPresent() && name.equals(NEIGHBOUR)) {
            more.accept(READY, ready.get().call());
        }
        if (ready.isEmpty() || !name.equals(DOWNCALL)) {
            return Optional.empty();
        }
        Set<String> members = members(ClassFile.of().parse(ready.get().downcall()));
        if (!members.equals(members(model))) {
            throw new IllegalStateException("nut.common's Downcall has " + members(model) + ", the image's has " + members);
        }
        return Optional.of(ready.get().downcall());
    }

    /** What other classes can see of it. */
    private static Set<String> members(ClassModel model) {
        Set<String> members = new TreeSet<>();
        model.fields().stream().filter(field -> isSeen(field.flags()))
            .forEach(field -> members.add(field.fieldName() + " " + field.fieldType()));
        model.methods().stream().filter(method -> isSeen(method.flags()) && !method.methodName().equalsString("<clinit>"))
            .forEach(method -> members.add(method.methodName() + " " + method.methodType()));
        return members;
    }

    private static boolean isSeen(AccessFlags flags) {
        return !flags.has(AccessFlag.PRIVATE);
    }
}
