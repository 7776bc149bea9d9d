package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nut.common.AdminFault;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory without room: a mapped file that has holes would end its writer later, in the middle of its work. */
class FullDiskTest {
    @TempDir
    private Path folder;
    private Path small;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeTrue(Credentials.isRoot(), "this test needs root: it mounts a small file system");
        small = Files.createDirectory(folder.resolve("small"));
        assertEquals(0, run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (small != null) {
            run("umount", "--lazy", small.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void aRegionThatHasNoRoomIsNotMadeAtAll() {
        Path file = small.resolve("su700.region");

        AdminFault fault = assertThrows(AdminFault.class, () -> StateFiles.create(file, RegionLayout.FILE_SIZE));

        assertTrue(fault.getMessage().startsWith(file + " cannot be made: No space left on device; the state directory must have room"),
            fault.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void aMailboxThatFitsCanBeFilledWhenTheDiskIsFull() throws IOException {
        Path file = small.resolve("su700.mailbox");
        var mapping = StateFiles.create(file, 32 * 1024);
        assertThrows(IOException.class, () -> Files.write(small.resolve("log"), new byte[128 * 1024]));

        mapping.fill((byte) 1);

        assertEquals(1, Files.readAllBytes(file)[32 * 1024 - 1]);
    }
}
