package nut.driver.dummy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import nut.driver.line.LineLost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFileTest {
    private final Heard heard = new Heard();
    private final FewComplaints few = new FewComplaints(heard);

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadWithComplaintsThatNameIt() throws IOException {
        Path path = Files.writeString(folder.resolve("a.dev"), "ups.status: OB\nTIMER\n");

        Script script = new DefinitionFile(path).read(few);

        assertEquals(Map.of("ups.status", "OB"), script.steps().getFirst().values());
        assertTrue(heard.lines.getFirst().startsWith(path + ":2: TIMER"), heard.lines::toString);
    }

    @Test
    void whatIsNoTextFileOfModestSizeIsNotRead() throws IOException {
        Path huge = Files.write(folder.resolve("huge.dev"), new byte[DefinitionFile.LARGEST + 1]);
        Path binary = Files.write(folder.resolve("binary.dev"), new byte[] {'a', 0, 'b'});

        assertRefused("there is no file " + folder.resolve("none.dev"), folder.resolve("none.dev"));
        assertRefused(folder + " is not a plain file", folder);
        assertRefused("/dev/zero is not a plain file", Path.of("/dev/zero"));
        assertRefused(huge + " has more than 1 MiB", huge);
        assertRefused(binary + " is not a text file", binary);
    }

    @Test
    void aFileThatIsNoDefinitionFileAtAllDoesNotFillTheLog() throws IOException {
        Path path = Files.writeString(folder.resolve("a.dev"), "nonsense\n".repeat(10_000));

        new DefinitionFile(path).read(few);

        assertEquals(FewComplaints.MOST + 1, heard.lines.size());
        assertEquals(path + ":10000: 9980 more complaints, the last about this line", heard.lines.getLast());
    }

    @Test
    void aFileThatIsReadAgainIsComplainedOfOnlyWhereItIsNew() throws IOException {
        Path path = Files.writeString(folder.resolve("a.dev"), "TIMER\nnonsense\n");
        DefinitionFile file = new DefinitionFile(path);
        file.read(few);

        file.read(few);
        Files.writeString(path, "TIMER\nups.id: x\nnonsense\n");
        file.read(few);

        assertEquals(List.of("1: TIMER", "2: \"nonsense\"", "3: \"nonsense\""), heard.lines.stream()
            .map(line -> line.substring(path.toString().length() + 1)).map(line -> line.substring(0, line.indexOf(' ', 3))).toList());
    }

    @Test
    void theStampChangesWithTheTimeAndWhenAnotherFileTakesThePlace() throws IOException {
        Path path = Files.writeString(folder.resolve("a.dev"), "ups.status: OB\n");
        DefinitionFile file = new DefinitionFile(path);
        DefinitionFile.Stamp first = file.stamp();

        Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000));
        DefinitionFile.Stamp touched = file.stamp();
        Path other = Files.writeString(folder.resolve("b.dev"), "ups.status: OL\n");
        Files.setLastModifiedTime(other, FileTime.fromMillis(1_000_000));
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertNotEquals(first, touched);
        assertNotEquals(touched, file.stamp());
    }

    private void assertRefused(String reason, Path path) {
        LineLost refused = assertThrows(LineLost.class, () -> new DefinitionFile(path).read(few));

        assertEquals(reason, refused.getMessage());
    }
}
