package nut.jail.assemble;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Has classes decide by {@code instanceof} where javac leaves a switch over types to the JVM: {@code SwitchBootstraps} makes code for it
 * when a process comes there for the first time, which no archive of classes can hold.
 */
final class PlainSwitches implements ImageRewriting.Rewriter {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    @Override
    public Optional<byte[]> rewrite(ClassModel model, BiConsumer<ClassDesc, byte[]> more) {
        for (PoolEntry constant : model.constantPool()) {
            if (constant instanceof InvokeDynamicEntry dynamic && isTypeSwitch(dynamic)) {
                return Optional.of(rewritten(model));
            }
        }
        return Optional.empty();
    }

    /** One that asks for nothing but classes. */
    private static boolean isTypeSwitch(InvokeDynamicEntry dynamic) {
        MemberRefEntry maker = dynamic.bootstrap().bootstrapMethod().reference();
        return maker.owner().asSymbol().equals(BOOTSTRAPS) && maker.name().equalsString("typeSwitch")
            && dynamic.bootstrap().arguments().stream().map(LoadableConstantEntry::constantValue)
                .allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive());
    }

    /** The class with a method of its own for each such switch. */
    private static byte[] rewritten(ClassModel model) {
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        List<InvokeDynamicInstruction> switches = new ArrayList<>();
        ClassTransform calls = ClassTransform.transformingMethodBodies((CodeBuilder builder, CodeElement element) -> {
            if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call.invokedynamic())) {
                builder.invokestatic(model.thisClass().asSymbol(), name(switches.size()), call.typeSymbol(), isInterface);
                switches.add(call);
            } else {
                builder.with(element);
            }
        });
        return ClassFile.of().transformClass(model, calls.andThen(ClassTransform.endHandler(builder -> {
            for (int i = 0; i < switches.size(); i++) {
                decide(builder, name(i), switches.get(i));
            }
        })));
    }

    private static String name(int number) {
        return "typeSwitch$" + number;
    }

    /**
     * As SwitchBootstraps describes it: -1 for null, else the number of the first label from a given one on that the object is an instance
     * of, else the number of labels.
     */
    private static void decide(ClassBuilder builder, String name, InvokeDynamicInstruction call) {
        List<ConstantDesc> labels = call.bootstrapArgs();
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        builder.withMethodBody(name, call.typeSymbol(), flags, code -> {
            Label some = code.newLabel();
            code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
            for (int i = 0; i < labels.size(); i++) {
                Label next = code.newLabel();
                code.iload(1).loadConstant(i).if_icmpgt(next).aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next)
                    .loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        });
    }
}
