package nut.jail.assemble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the image's modules carry along and no program of ours can reach: the JDK's XML (Logback's module asks for java.xml, but we
 * configure Logback in code) and keytool. jlink demands that each package of a module is there, so the smallest class of each stays.
 */
final class Unneeded {
    private static final List<String> FOLDERS = List.of("java.xml/com/sun/", "java.xml/jdk/xml/", "java.xml/javax/", "java.xml/org/",
        "java.base/sun/security/tools/keytool/");

    /** Clients of FTP and mail, the reading of Logback's own configuration files, its rotation and network, and the simulated UPS. */
    private static final List<String> FOLDERS_IN_A_JAIL = List.of("java.base/sun/net/ftp/", "java.base/sun/net/smtp/",
        "java.base/jdk/internal/util/xml/",
        "ch.qos.logback.core/ch/qos/logback/core/joran/action/", "ch.qos.logback.core/ch/qos/logback/core/joran/util/",
        "ch.qos.logback.core/ch/qos/logback/core/model/", "ch.qos.logback.core/ch/qos/logback/core/net/",
        "ch.qos.logback.core/ch/qos/logback/core/rolling/", "ch.qos.logback.core/ch/qos/logback/core/sift/",
        "ch.qos.logback.core/ch/qos/logback/core/testUtil/", "ch.qos.logback.classic/ch/qos/logback/classic/joran/",
        "ch.qos.logback.classic/ch/qos/logback/classic/model/", "ch.qos.logback.classic/ch/qos/logback/classic/net/",
        "nut.driver/nut/driver/simulator/");

    /**
     * Tables of character sets that a jail cannot ask for (its C library knows no locale but C), names of characters, and messages in other
     * languages.
     */
    private static final List<String> FILES_IN_A_JAIL = List.of(
        "regex:/java\\.base/sun/nio/cs/(Big5|EUC_|GB|HKSCS|JIS_|Johab|MS9|SJIS|PCK|IBM(29|33|94|96)).*\\.class",
        "/java.base/java/lang/uniName.dat",
        "regex:/java\\.base/sun/(launcher|security/util)/resources/[a-zA-Z]+_[a-zA-Z_]+\\.class");

    private final ModuleFinder modules;
    private final List<String> lines = new ArrayList<>(List.of("glob:/*/META-INF/maven/**"));

    private Unneeded(List<Path> jars) {
        this.modules = ModuleFinder.compose(ModuleFinder.of(jars.toArray(Path[]::new)), ModuleFinder.ofSystem());
    }

    /** Writes the list as jlink's option --exclude-resources takes it. */
    static Path list(Path file, List<Path> jars) throws IOException {
        Unneeded unneeded = new Unneeded(jars);
        unneeded.allBut(FOLDERS);
        return Files.write(file, unneeded.lines);
    }

    /** The same for the image that only a jail has. */
    static Path listOfAJail(Path file, List<Path> jars) throws IOException {
        Unneeded unneeded = new Unneeded(jars);
        unneeded.allBut(FOLDERS);
        unneeded.allBut(FOLDERS_IN_A_JAIL);
        unneeded.lines.addAll(FILES_IN_A_JAIL);
        return Files.write(file, unneeded.lines);
    }

    /** All but the smallest class of each package. */
    private void allBut(List<String> folders) throws IOException {
        for (String folder : folders) {
            int slash = folder.indexOf('/');
            String module = folder.substring(0, slash);
            try (ModuleReader reader = modules.find(module).orElseThrow(() -> new IOException("no module " + module)).open()) {
                reader.list().filter(name -> name.startsWith(folder.substring(slash + 1)) && !name.endsWith("/"))
                    .collect(Collectors.groupingBy(name -> name.substring(0, name.lastIndexOf('/')), TreeMap::new, Collectors.toList()))
                    .values().forEach(inPackage -> inPackage.stream()
                        .sorted(Comparator.<String>comparingInt(name -> size(reader, name)).thenComparing(Comparator.naturalOrder()))
                        .skip(1).sorted().forEach(name -> lines.add("/" + module + "/" + name)));
            }
        }
    }

    private static int size(ModuleReader reader, String name) {
        try {
            ByteBuffer bytes = reader.read(name).orElseThrow(() -> new IOException("no " + name));
            int size = bytes.remaining();
            reader.release(bytes);
            return size;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
