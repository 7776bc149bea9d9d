package nut.jail.assemble;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What the linker of the JDK that runs this has made of the one shape of a call to C: which argument goes into which register, by the rules
 * of this machine's architecture.
 *
 * @param entryPoint how to get the JVM's entry point for it, as a Java expression
 * @param stateBytes the size of the place for errno
 * @param errnoAt    where errno is in there
 */
record LinkedCall(String entryPoint, long stateBytes, long errnoAt) {
    private static final String PACKAGE = "jdk.internal.foreign.abi.";
    /** The parts of the linker's key for an entry point, which are what it is made of. */
    private static final List<String> PARTS =
        List.of("abi", "argMoves", "retMoves", "methodType", "needsReturnBuffer", "capturedStateMask", "needsTransition");
    /** The parts of a calling convention, but for its architecture, of which the JVM wants nothing. */
    private static final List<String> CONVENTION = List.of("inputStorage", "outputStorage", "volatileStorage", "stackAlignment",
        "shadowSpace", "scratch1", "scratch2", "targetAddrStorage", "retBufAddrStorage", "capturedStateStorage");
    private static final List<String> STORAGE = List.of("type", "segmentMaskOrSize", "indexOrOffset", "debugName");

    /** Links the call; empty when this JDK keeps its results in another way. */
    static Optional<LinkedCall> make() {
        StructLayout state = Linker.Option.captureStateLayout();
        Linker.nativeLinker().downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
        try {
            String parts = list(fields(theOnlyKey(), PARTS));
            return Optional.of(new LinkedCall("NativeEntryPoint.make(" + parts + ", false)", state.byteSize(),
                state.byteOffset(MemoryLayout.PathElement.groupElement("errno"))));
        } catch (ReflectiveOperationException | InaccessibleObjectException other) {
            System.out.println("this JDK's linker keeps what it has made in another way (" + other + "): each process makes it anew");
            return Optional.empty();
        }
    }

    private static Object theOnlyKey() throws ReflectiveOperationException {
        Field cache = Class.forName(PACKAGE + "NativeEntryPoint").getDeclaredField("NEP_CACHE");
        cache.setAccessible(true);
        Map<?, ?> made = (Map<?, ?>) field(cache.get(null), "cache");
        if (made.size() != 1) {
            throw new NoSuchFieldException(made.size() + " entry points instead of one");
        }
        return made.keySet().iterator().next();
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    /** An expression that makes an equal value. */
    private static String java(Object value) throws ReflectiveOperationException {
        return switch (value) {
            case Boolean plain -> plain.toString();
            case Integer plain -> plain.toString();
            case Byte small -> "(byte) " + small;
            case Short small -> "(short) " + small;
            case String text -> '"' + text + '"';
            case Class<?> type -> type.getName() + ".class";
            case MethodType type -> "MethodType.methodType(" + java(type.returnType()) + ", " + list(type.parameterArray()) + ")";
            case List<?> list -> "new VMStorage[] {" + list(list.toArray()) + "}";
            case Object[] array -> "new " + array.getClass().getComponentType().getSimpleName() + "[] {" + list(array) + "}";
            case Object convention when isOf(convention, "ABIDescriptor") ->
                "new ABIDescriptor(null, " + list(fields(convention, CONVENTION)) + ")";
            case Object storage when isOf(storage, "VMStorage") -> "new VMStorage(" + list(fields(storage, STORAGE)) + ")";
            default -> throw new NoSuchFieldException("a " + value.getClass().getName());
        };
    }

    private static boolean isOf(Object value, String name) {
        return value.getClass().getName().equals(PACKAGE + name);
    }

    private static Object[] fields(Object of, List<String> names) throws ReflectiveOperationException {
        Object[] values = new Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field(of, names.get(i));
        }
        return values;
    }

    private static String list(Object[] values) throws ReflectiveOperationException {
        StringJoiner list = new StringJoiner(", ");
        for (Object value : values) {
            list.add(java(value));
        }
        return list.toString();
    }
}
