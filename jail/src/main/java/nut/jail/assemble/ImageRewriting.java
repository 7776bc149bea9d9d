package nut.jail.assemble;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import jdk.tools.jlink.plugin.Plugin;
import jdk.tools.jlink.plugin.ResourcePool;
import jdk.tools.jlink.plugin.ResourcePoolBuilder;
import jdk.tools.jlink.plugin.ResourcePoolEntry;

/**
 * What is changed in the classes of an image, the JDK's among them, while jlink puts it together, so that a process has less to do at its
 * start. No change makes a class do anything else than before. docs/footprint.md says what each is worth.
 */
record ImageRewriting(List<Rewriter> rewriters) implements Plugin {
    /** One kind of change. */
    interface Rewriter {
        /**
         * Changes a class.
         *
         * @param more takes a class that the changed one needs, of the same package
         * @return the changed class; empty when there is nothing to change
         */
        Optional<byte[]> rewrite(ClassModel model, BiConsumer<ClassDesc, byte[]> more);
    }

    @Override
    public String getName() {
        return "image-rewriting";
    }

    @Override
    public Set<State> getState() {
        return EnumSet.of(State.AUTO_ENABLED, State.FUNCTIONAL);
    }

    @Override
    public ResourcePool transform(ResourcePool in, ResourcePoolBuilder out) {
        String target = in.moduleView().findModule("java.base").orElseThrow().targetPlatform();
        if (!target.endsWith("-" + System.getProperty("os.arch"))) {
            throw new IllegalStateException("an image for " + target + " must be linked there, as its calls to C are made by the rules of"
                + " the machine that links it, which is " + System.getProperty("os.arch"));
        }
        in.transformAndCopy(entry -> isClass(entry) ? rewritten(entry, out) : entry, out);
        return out.build();
    }

    private static boolean isClass(ResourcePoolEntry entry) {
        return entry.type() == ResourcePoolEntry.Type.CLASS_OR_RESOURCE && entry.path().endsWith(".class");
    }

    private ResourcePoolEntry rewritten(ResourcePoolEntry entry, ResourcePoolBuilder out) {
        ResourcePoolEntry current = entry;
        for (Rewriter rewriter : rewriters) {
            Optional<byte[]> rewritten = rewriter.rewrite(ClassFile.of().parse(current.contentBytes()),
                (name, content) -> out.add(ResourcePoolEntry.create(path(entry.moduleName(), name), content)));
            current = rewritten.isPresent() ? current.copyWithContent(rewritten.get()) : current;
        }
        return current;
    }

    private static String path(String module, ClassDesc name) {
        String descriptor = name.descriptorString();
        return "/" + module + "/" + descriptor.substring(1, descriptor.length() - 1) + ".class";
    }
}
