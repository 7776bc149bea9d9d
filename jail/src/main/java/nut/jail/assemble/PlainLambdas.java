package nut.jail.assemble;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Gives lambdas with arrays in their signatures, such as {@code String[]::new}, a class each in the image. Those of all others can be in an
 * archive of classes, but these the JVM makes in each process, and for the first one it needs what makes classes.
 */
final class PlainLambdas implements ImageRewriting.Rewriter {
    @Override
    public Optional<byte[]> rewrite(ClassModel model, BiConsumer<ClassDesc, byte[]> more) {
        Set<String> bodies = new HashSet<>();
        for (PoolEntry constant : model.constantPool()) {
            if (constant instanceof InvokeDynamicEntry dynamic) {
                ArrayLambda.of(dynamic, model.thisClass().asSymbol()).ifPresent(lambda -> bodies.add(lambda.body().methodName()));
            }
        }
        return bodies.isEmpty() ? Optional.empty() : Optional.of(rewritten(model, bodies, more));
    }

    private static byte[] rewritten(ClassModel model, Set<String> bodies, BiConsumer<ClassDesc, byte[]> more) {
        List<ClassDesc> made = new ArrayList<>();
        return ClassFile.of().transformClass(model, (ClassBuilder builder, ClassElement element) -> {
            if (element instanceof MethodModel method) {
                builder.transformMethod(method, (methodBuilder, part) -> {
                    switch (part) {
                        case AccessFlags flags when bodies.contains(method.methodName().stringValue()) ->
                            methodBuilder.withFlags(reachable(flags, model));
                        case CodeModel code -> methodBuilder.transformCode(code, (codeBuilder, instruction) ->
                            call(codeBuilder, instruction, model, made, more));
                        default -> methodBuilder.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
    }

    /** From the package, or, as an interface knows nothing between, from everywhere. */
    private static int reachable(AccessFlags flags, ClassModel model) {
        int others = flags.flagsMask() & ~ClassFile.ACC_PRIVATE;
        return model.flags().has(AccessFlag.INTERFACE) ? others | ClassFile.ACC_PUBLIC : others;
    }

    private static void call(CodeBuilder code, CodeElement element, ClassModel model, List<ClassDesc> made,
            BiConsumer<ClassDesc, byte[]> more) {
        ClassDesc outer = model.thisClass().asSymbol();
        Optional<ArrayLambda> lambda = element instanceof InvokeDynamicInstruction call ? ArrayLambda.of(call.invokedynamic(), outer)
            : Optional.empty();
        if (lambda.isEmpty()) {
            code.with(element);
            return;
        }
        ClassDesc name = outer.nested("PlainLambda" + made.size());
        made.add(name);
        more.accept(name, lambda.get().classFile(name, model.majorVersion()));
        code.invokestatic(name, ArrayLambda.MAKER, lambda.get().factory());
    }
}
