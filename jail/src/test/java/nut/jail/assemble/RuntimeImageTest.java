package nut.jail.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeImageTest {
    private static final Path OF_THE_JDK = Path.of(System.getProperty("java.home"), "conf/security/java.security");

    @TempDir
    private Path folder;

    private static Properties loaded(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void withoutCommentsAFileOfPropertiesSaysTheSame() throws IOException {
        Path shorter = Files.copy(OF_THE_JDK, folder.resolve("java.security"));

        RuntimeImage.leaveCommentsOut(shorter);

        assertEquals(loaded(OF_THE_JDK), loaded(shorter));
        assertTrue(Files.readAllLines(shorter).stream().noneMatch(line -> line.startsWith("#") || line.isBlank()));
    }

    @Test
    void whatLooksLikeACommentInTheMiddleOfAValueStays() throws IOException {
        Path file = Files.writeString(folder.resolve("some.properties"), "# said\nkey = a,\\\n  # b,\\\n  c\n\n! said\nother = d\n");

        RuntimeImage.leaveCommentsOut(file);

        assertEquals("key = a,\\\n  # b,\\\n  c\nother = d\n", Files.readString(file));
    }

    /** Debian's JDK has its libraries' symbols beside them in its modules: half a gigabyte. */
    @Test
    void whatOnlyADebuggerReadsIsNotInTheImage() throws IOException {
        Path module = module("lib/libshown.so", "lib/libshown.debuginfo", "lib/server/libhidden.debuginfo");

        RuntimeImage image = RuntimeImage.link(folder.resolve("image"), module.toString(), List.of("shown"),
            Files.writeString(folder.resolve("unneeded"), ""));

        try (Stream<Path> files = Files.walk(image.folder())) {
            List<String> ours = files.map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith("libshown") || name.endsWith(".debuginfo")).toList();
            assertEquals(List.of("libshown.so"), ours);
        }
    }

    /** With less the JVM does not start: 72 kB, two yellow pages, a red, a reserved one and 20 in the shadow, of 4 kB at least. */
    @ParameterizedTest
    @CsvSource({"amd64, 4", "aarch64, 4", "aarch64, 16", "aarch64, 64"})
    void theStacksAreLargeEnoughWhateverSizeAPageHas(String architecture, int pageKilobytes) {
        int least = 72;
        for (int pages : new int[] {2, 1, 1, 20}) {
            least += Math.ceilDiv(4 * pages, pageKilobytes) * pageKilobytes;
        }

        int ours = Integer.parseInt(RuntimeImage.stack(architecture).replaceAll("\\D", ""));

        assertTrue(ours >= least, ours + " of " + least + " kB");
    }

    /** A module of some files for the folder lib. */
    private Path module(String... files) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("shown"));
        for (String file : files) {
            Path made = sources.resolve(file);
            Files.createDirectories(made.getParent());
            Files.writeString(made, file);
        }
        Path info = Files.writeString(sources.resolve("module-info.java"), "module shown { }");
        run("javac", "-d", sources.resolve("classes").toString(), info.toString());
        Path module = folder.resolve("shown.jmod");
        run("jmod", "create", "--class-path", sources.resolve("classes").toString(), "--libs", sources.resolve("lib").toString(),
            module.toString());
        return module;
    }

    private static void run(String tool, String... arguments) {
        assertEquals(0, ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments));
    }
}
