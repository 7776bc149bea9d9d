package nut.common.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import nut.common.AdminFault;
import nut.common.posix.Children;
import nut.common.posix.Spawn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class StubTest {
    private static final String GOOD = """
        format = "1"
        program = "newapc"
        version = "1.0"
        pid = "4711"
        epoch = "123456789"
        file = "su700.region"
        size = "135168"
        """;

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("su700.state");
    }

    @Test
    void whatIsWrittenComesBackWithItsOwner() throws IOException, RegionFault {
        Object uid = Files.getAttribute(folder, "unix:uid");
        Stub stub = new Stub("new\"apc\\", "1.0 #2 = x", 4711, Long.MAX_VALUE, "su700.region", 135_168, uid);
        stub.write(file);

        assertEquals(stub, Stub.read(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aNewStubReplacesTheOldOne() throws IOException, RegionFault {
        new Stub("a", "1", 1, 1, "f", 1, null).write(file);
        new Stub("b", "2", 2, 2, "g", 2, null).write(file);

        assertEquals("b", Stub.read(file).program());
    }

    @Test
    void aVersionWithOtherCharactersIsNoReasonToFail() throws IOException, RegionFault {
        new Stub("newapc", "1.0 caf\u00e9\n", 1, 1, "f", 1, null).write(file);

        assertEquals("1.0 caf??", Stub.read(file).version());
    }

    @Test
    void noStubIsNull() throws IOException, RegionFault {
        assertNull(Stub.read(file));
    }

    @Test
    void aMissingDirectoryIsTheAdminsToMend() {
        Stub stub = new Stub("a", "1", 1, 1, "f", 1, null);
        AdminFault fault = assertThrows(AdminFault.class, () -> stub.write(folder.resolve("none/su700.state")));

        assertTrue(fault.getMessage().contains("none/su700.state"), fault.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "format = \"1\"             | format = \"2\"                 | has format 2, and this program reads 1",
        "format = \"1\"             | #                              | has format null, and this program reads 1",
        "pid = \"4711\"             | pid = \"\"                     | has no number where one must be: For input string: \"\"",
        "pid = \"4711\"             | #                              | nothing for pid",
        "epoch = \"123456789\"      | epoch = \"x\"                  | has no number where one must be",
        "size = \"135168\"          | size = \"99999999999999999999\" | has no number where one must be",
        "size = \"135168\"          | #                              | nothing for size",
        "file = \"su700.region\"    | file = \"../su700.region\"     | names '../su700.region', which is not a file beside it",
        "file = \"su700.region\"    | file = \"/etc/passwd\"         | names '/etc/passwd', which is not a file beside it",
        "file = \"su700.region\"    | file = \"..\"                  | names '..', which is not a file beside it",
        "file = \"su700.region\"    | file = \"\"                    | names '', which is not a file beside it",
        "file = \"su700.region\"    | file =                         | names '', which is not a file beside it",
        "version = \"1.0\"          | version = \"1.0                | quotes",
    })
    void aWrongStubIsAFault(String good, String bad, String reason) throws IOException {
        Files.writeString(file, GOOD.replace(good, bad));
        RegionFault fault = assertThrows(RegionFault.class, () -> Stub.read(file));

        assertTrue(fault.getMessage().startsWith(file.toString()), fault.getMessage());
        assertTrue(fault.getMessage().contains(reason), fault.getMessage());
    }

    @Test
    void aLongFileIsNotReadAtAll() throws IOException {
        Files.writeString(file, GOOD + "#".repeat(4096));
        RegionFault fault = assertThrows(RegionFault.class, () -> Stub.read(file));

        assertEquals(file + " is longer than a stub ever is", fault.getMessage());
    }

    @Test
    void aDirectoryALinkAndAPipeAreFaults() throws IOException {
        Files.writeString(folder.resolve("real"), GOOD);
        Path directory = Files.createDirectory(folder.resolve("directory.state"));
        Path link = Files.createSymbolicLink(folder.resolve("link.state"), folder.resolve("real"));
        Path pipe = folder.resolve("pipe.state");
        Children.await(Spawn.of(List.of("/usr/bin/mkfifo", pipe.toString())).start());

        assertTrue(Files.exists(pipe));
        for (Path wrong : List.of(directory, link, pipe)) {
            assertThrows(RegionFault.class, () -> Stub.read(wrong), wrong.toString());
        }
    }

    @Test
    void aDamagedStubIsAFaultOrAStubAndNothingElse() throws IOException {
        Random random = new Random(7);
        int faults = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] bad = GOOD.getBytes(StandardCharsets.US_ASCII);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Files.write(file, bad);
            try {
                Stub.read(file);
            } catch (RegionFault fault) {
                faults++;
            }
        }

        assertTrue(faults > 1000, faults + " faults");
    }
}
