package nut.jail.assemble;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A lambda with an array in its signature, as {@code LambdaMetafactory.metafactory} describes it, whose body is a static method of the
 * class that it stands in, and takes and gives what the interface does without boxing.
 *
 * @param method  of the interface
 * @param factory from what is captured to the interface
 * @param erased  the type of the interface's method
 * @param body    the method that does the work: first what was captured, then the arguments
 * @param exact   the type of the interface's method where the lambda stands
 */
record ArrayLambda(String method, MethodTypeDesc factory, MethodTypeDesc erased, DirectMethodHandleDesc body, MethodTypeDesc exact) {
    /** The method that makes one. */
    static final String MAKER = "of";

    private static final ClassDesc METAFACTORY = ClassDesc.of("java.lang.invoke.LambdaMetafactory");
    private static final int ARGUMENTS = 3;

    /** Reads one. Empty when it is something else. */
    static Optional<ArrayLambda> of(InvokeDynamicEntry dynamic, ClassDesc outer) {
        MemberRefEntry maker = dynamic.bootstrap().bootstrapMethod().reference();
        if (!maker.owner().asSymbol().equals(METAFACTORY) || !maker.name().equalsString("metafactory")) {
            return Optional.empty();
        }
        List<ConstantDesc> arguments = dynamic.bootstrap().arguments().stream().map(LoadableConstantEntry::constantValue).toList();
        if (arguments.size() != ARGUMENTS || !(arguments.get(0) instanceof MethodTypeDesc erased)
            || !(arguments.get(1) instanceof DirectMethodHandleDesc body) || !(arguments.get(2) instanceof MethodTypeDesc exact)) {
            return Optional.empty();
        }
        ArrayLambda lambda = new ArrayLambda(dynamic.name().stringValue(), dynamic.typeSymbol(), erased, body, exact);
        return lambda.hasArray() && lambda.hasBodyIn(outer) && lambda.needsNoBoxing() ? Optional.of(lambda) : Optional.empty();
    }

    private boolean hasArray() {
        return Stream.of(factory, erased, exact).flatMap(type -> Stream.concat(Stream.of(type.returnType()), type.parameterList().stream()))
            .anyMatch(ClassDesc::isArray);
    }

    private boolean hasBodyIn(ClassDesc outer) {
        return body.owner().equals(outer) && body.methodName().startsWith("lambda$")
            && (body.kind() == DirectMethodHandleDesc.Kind.STATIC || body.kind() == DirectMethodHandleDesc.Kind.INTERFACE_STATIC);
    }

    private boolean needsNoBoxing() {
        MethodTypeDesc takes = body.invocationType();
        int captured = factory.parameterCount();
        for (int i = 0; i < erased.parameterCount(); i++) {
            if (!alike(erased.parameterType(i), takes.parameterType(captured + i))
                || !alike(exact.parameterType(i), takes.parameterType(captured + i))) {
                return false;
            }
        }
        return alike(erased.returnType(), takes.returnType());
    }

    private static boolean alike(ClassDesc one, ClassDesc other) {
        return one.equals(other) || !one.isPrimitive() && !other.isPrimitive();
    }

    /** A class of this name that keeps what is captured and implements the interface. */
    byte[] classFile(ClassDesc name, int version) {
        MethodTypeDesc made = factory.changeReturnType(ConstantDescs.CD_void);
        return ClassFile.of().build(name, builder -> {
            builder.withVersion(version, 0).withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                .withInterfaceSymbols(factory.returnType());
            for (int i = 0; i < factory.parameterCount(); i++) {
                builder.withField("captured" + i, factory.parameterType(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
            }
            builder.withMethodBody(ConstantDescs.INIT_NAME, made, ClassFile.ACC_PRIVATE, code -> {
                code.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
                for (int i = 0; i < factory.parameterCount(); i++) {
                    code.aload(0).loadLocal(TypeKind.from(factory.parameterType(i)), code.parameterSlot(i))
                        .putfield(name, "captured" + i, factory.parameterType(i));
                }
                code.return_();
            });
            builder.withMethodBody(MAKER, factory, ClassFile.ACC_STATIC, code -> {
                code.new_(name).dup();
                for (int i = 0; i < factory.parameterCount(); i++) {
                    code.loadLocal(TypeKind.from(factory.parameterType(i)), code.parameterSlot(i));
                }
                code.invokespecial(name, ConstantDescs.INIT_NAME, made).areturn();
            });
            builder.withMethodBody(method, erased, ClassFile.ACC_PUBLIC, code -> run(code, name));
        });
    }

    private void run(CodeBuilder code, ClassDesc name) {
        for (int i = 0; i < factory.parameterCount(); i++) {
            code.aload(0).getfield(name, "captured" + i, factory.parameterType(i));
        }
        for (int i = 0; i < erased.parameterCount(); i++) {
            code.loadLocal(TypeKind.from(erased.parameterType(i)), code.parameterSlot(i));
            if (!erased.parameterType(i).equals(exact.parameterType(i))) {
                code.checkcast(exact.parameterType(i));
            }
        }
        code.invokestatic(body.owner(), body.methodName(), body.invocationType(), body.isOwnerInterface())
            .return_(TypeKind.from(erased.returnType()));
    }
}
