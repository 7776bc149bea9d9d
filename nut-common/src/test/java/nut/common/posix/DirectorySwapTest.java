package nut.common.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySwapTest {
    @TempDir
    private Path folder;

    private Path directory(String name, String content) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("content"), content);
        return directory;
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name).resolve("content"));
    }

    @Test
    void eachNewDirectoryTakesThePlaceOfItsOldOne() throws IOException {
        DirectorySwap.main(new String[] {directory("new/usr", "new usr").toString(), directory("usr", "old usr").toString(),
            directory("new/etc", "new etc").toString(), directory("etc", "old etc").toString()});

        assertEquals("new usr, new etc, old usr, old etc",
            String.join(", ", content("usr"), content("etc"), content("new/usr"), content("new/etc")));
    }

    @Test
    void withoutAnExchangeItIsDoneInTwoSteps() throws IOException {
        DirectorySwap.inTwoSteps(directory("new/usr", "new"), directory("usr", "old"));

        assertEquals("new, old", content("usr") + ", " + content("new/usr"));
        assertTrue(Files.notExists(folder.resolve("new/usr.aside")));
    }

    @Test
    void theOldOneComesBackWhenTheNewOneIsNotThere() throws IOException {
        Path old = directory("usr", "old");
        Path missing = Files.createDirectories(folder.resolve("new")).resolve("usr");

        assertThrows(IOException.class, () -> DirectorySwap.inTwoSteps(missing, old));
        assertEquals("old", content("usr"));
    }
}
