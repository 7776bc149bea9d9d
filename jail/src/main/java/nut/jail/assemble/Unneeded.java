package nut.jail.assemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the image's modules carry along and no program of ours can reach: the JDK's XML parser and style sheets (Logback's module asks for
 * java.xml, but we configure Logback in code), and keytool. jlink demands that each package of a module is there, so the smallest class of
 * each stays.
 */
final class Unneeded {
    private static final List<String> FOLDERS = List.of("java.xml/com/sun", "java.xml/jdk/xml", "java.base/sun/security/tools/keytool");

    private Unneeded() {
    }

    /** Writes the list as jlink's option --exclude-resources takes it. */
    static Path list(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (String folder : FOLDERS) {
            try (Stream<Path> found = Files.walk(jdk.getPath("modules", folder))) {
                found.filter(Files::isRegularFile).collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()))
                    .values().forEach(inPackage -> lines.addAll(allButTheSmallest(inPackage)));
            }
        }
        lines.add("glob:/*/META-INF/maven/**");
        return Files.write(file, lines);
    }

    private static List<String> allButTheSmallest(List<Path> inPackage) {
        return inPackage.stream().sorted(Comparator.comparingLong(Unneeded::size).thenComparing(Path::toString)).skip(1)
            .map(path -> path.toString().substring("/modules".length())).sorted().toList();
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
