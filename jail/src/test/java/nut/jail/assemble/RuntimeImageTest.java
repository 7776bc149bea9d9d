package nut.jail.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
