package nut.jail.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A class, as the image's classes are rewritten, beside itself as javac made it. */
class PlainFormsTest {
    private final Map<String, byte[]> rewritten = new HashMap<>();

    /** What was rewritten, and all else as it is. */
    private final class Loader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith(Forms.class.getName())) {
                return known == null ? super.loadClass(name, resolve) : known;
            }
            byte[] bytes = rewritten.containsKey(name) ? rewritten.get(name) : asItIs(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private static byte[] asItIs(String name) {
        try (InputStream in = Forms.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void rewrite(Class<?> original, ImageRewriting.Rewriter... rewriters) {
        byte[] bytes = asItIs(original.getName());
        for (ImageRewriting.Rewriter rewriter : rewriters) {
            Optional<byte[]> next = rewriter.rewrite(ClassFile.of().parse(bytes),
                (name, content) -> rewritten.put(binaryName(name), content));
            bytes = next.orElse(bytes);
        }
        rewritten.put(original.getName(), bytes);
    }

    private static String binaryName(ClassDesc name) {
        return name.packageName() + "." + name.displayName();
    }

    private List<String> results() throws ReflectiveOperationException {
        Class<?> forms = new Loader().loadClass(Forms.class.getName());
        @SuppressWarnings("unchecked")
        Function<Object, String> function = (Function<Object, String>) forms.getDeclaredConstructor().newInstance();
        List<String> results = new ArrayList<>();
        for (Object sample : (Object[]) forms.getDeclaredMethod("samples").invoke(null)) {
            results.add(function.apply(sample));
        }
        return results;
    }

    private static long leftToTheJvm(byte[] bytes, String maker) {
        return ClassFile.of().parse(bytes).methods().stream().flatMap(method -> method.code().stream()).flatMap(CodeModel::elementStream)
            .filter(element -> element instanceof InvokeDynamicInstruction call && call.bootstrapMethod().methodName().equals(maker))
            .count();
    }

    @Test
    void switchesOverTypesDecideAsBefore() throws ReflectiveOperationException {
        List<String> before = results();

        rewrite(Forms.class, new PlainSwitches());

        assertEquals(before, results());
        assertTrue(leftToTheJvm(asItIs(Forms.class.getName()), "typeSwitch") > 0);
        assertEquals(0, leftToTheJvm(rewritten.get(Forms.class.getName()), "typeSwitch"));
    }

    @Test
    void lambdasWithArraysDoAsBefore() throws ReflectiveOperationException {
        List<String> before = results();

        rewrite(Forms.class, new PlainLambdas());
        rewrite(Forms.Described.class, new PlainLambdas());

        assertEquals(before, results());
        assertTrue(leftToTheJvm(asItIs(Forms.class.getName()), "metafactory") >= 4);
        assertEquals(0, leftToTheJvm(rewritten.get(Forms.class.getName()), "metafactory"));
        assertEquals(0, leftToTheJvm(rewritten.get(Forms.Described.class.getName()), "metafactory"));
    }

    @Test
    void bothTogetherToo() throws ReflectiveOperationException {
        List<String> before = results();

        rewrite(Forms.class, new PlainSwitches(), new PlainLambdas());

        assertEquals(before, results());
    }

    @Test
    void aClassWithNeitherStaysAsItIs() {
        rewrite(Layer.class, new PlainSwitches(), new PlainLambdas());

        assertEquals(asItIs(Layer.class.getName()).length, rewritten.get(Layer.class.getName()).length);
        assertEquals(1, rewritten.size());
    }

    /** It has a lambda without arrays, which an archive can hold. */
    private static final class Layer {
        @SuppressWarnings("unused")
        private static Runnable idle() {
            return () -> { };
        }
    }
}
