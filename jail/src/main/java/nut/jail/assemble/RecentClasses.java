package nut.jail.assemble;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a jar whose classes all have stack maps. The JVM cannot keep a class in its archive that was compiled for Java 6 or earlier
 * (class-file version below 51), because such classes are verified in another way each time; picocli's are of version 49. The code of the
 * classes stays as it is. Native libraries in a jar, of which jSerialComm has 28, are emptied: the one that is needed stands beside the
 * JVM's own, and the names must stay, since each folder counts as a package of the module.
 */
final class RecentClasses {
    /** The first version that needs stack maps. */
    private static final int FIRST_RECENT = 51;
    private static final int JAVA_8 = 52;
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private RecentClasses(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
    }

    /** Copies those of some jars into a folder that have old classes. Returns all of them, each as the copy if there is one. */
    static List<Path> of(List<Path> jars, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> recent = new ArrayList<>();
        for (Path jar : jars) {
            RecentClasses classes = new RecentClasses(jar);
            recent.add(classes.anyIsOld() || classes.anyIsNative() ? classes.write(folder.resolve(jar.getFileName())) : jar);
        }
        return recent;
    }

    private boolean anyIsOld() {
        return entries.entrySet().stream().anyMatch(entry -> isClass(entry.getKey()) && isOld(entry.getValue()));
    }

    private boolean anyIsNative() {
        return entries.keySet().stream().anyMatch(RecentClasses::isNative);
    }

    private static boolean isNative(String name) {
        return NATIVE.matcher(name).matches();
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    /** The major version stands in bytes 6 and 7 (JVMS 4.1). */
    private static boolean isOld(byte[] classFile) {
        return ((classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF) < FIRST_RECENT;
    }

    private Path write(Path copy) throws IOException {
        ClassFile classFile = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::resource).orElse(ClassHierarchyResolver.defaultResolver())));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry copied = new ZipEntry(entry.getKey());
                copied.setTimeLocal(Assemble.TIMESTAMP);
                out.putNextEntry(copied);
                byte[] bytes = entry.getValue();
                if (!isNative(entry.getKey())) {
                    out.write(isClass(entry.getKey()) && isOld(bytes) ? recent(classFile, bytes) : bytes);
                }
                out.closeEntry();
            }
        }
        return copy;
    }

    private InputStream resource(ClassDesc name) {
        String descriptor = name.descriptorString();
        byte[] bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    private static byte[] recent(ClassFile classFile, byte[] bytes) {
        ClassModel model = classFile.parse(bytes);
        MethodTransform anew = MethodTransform.transformingCode((builder, element) -> builder.with(element));
        return classFile.transformClass(model, (builder, element) -> {
            switch (element) {
                case ClassFileVersion old -> builder.withVersion(JAVA_8, 0);
                case MethodModel method -> builder.transformMethod(method, anew);
                default -> builder.with(element);
            }
        });
    }
}
