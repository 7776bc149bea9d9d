package nut.jail.assemble;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources that see the JDK's insides, as if they were part of java.base, against the JDK that this runs on.
 *
 * @param folder for sources and classes; those that were compiled before are seen, too
 */
record InternalSource(Path folder) {
    /** One class; empty, after a line that says why, when this JDK's insides are not what the source expects. */
    Optional<byte[]> compile(ClassDesc name, String text) throws IOException {
        String path = name.packageName().replace('.', '/') + "/" + name.displayName();
        Path source = folder.resolve(path + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        StringWriter said = new StringWriter();
        List<String> options = List.of("--patch-module", "java.base=" + folder, "-d", folder.toString(), "-g:none");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            if (javac.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call()) {
                return Optional.of(Files.readAllBytes(folder.resolve(path + ".class")));
            }
        }
        System.out.println("this JDK goes on without " + name.displayName() + ", which does not fit it: " + said);
        return Optional.empty();
    }
}
