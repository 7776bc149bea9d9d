package nut.upsmon.watch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nut.common.posix.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDirectoryTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(textBlock = """
        rwxrwx---, fits
        r-xr-x---, fits
        rwxrwxr-x, is open to everybody
        rwx--x---, may not read the state directory
        rwxr-----, may not read the state directory
        rwx------, may not read the state directory""")
    void itMustBeReadableForTheDriversGroupAndNobodyElse(String mode, String judgement) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        int group = (int) Files.getAttribute(directory, "unix:gid");
        int owner = (int) Files.getAttribute(directory, "unix:uid");
        UserId user = new UserId("nutmon", owner + 1000, group + 1000);

        String said = StateDirectory.complaint(directory, user, 7, group).orElse("fits");
        String stranger = StateDirectory.complaint(directory, user, 7).orElse("fits");

        assertTrue(said.contains(judgement), said);
        assertTrue(stranger.contains(judgement.equals("fits") ? "have RUN_AS_USER name one" : judgement), stranger);
    }

    @Test
    void theRootOfAllIsNoStateDirectory() {
        assertTrue(StateDirectory.complaint(Path.of("/"), new UserId("root", 0, 0)).orElse("").contains("open to everybody"));
    }

    @Test
    void oneThatIsNotThereIsSaid() {
        String said = StateDirectory.complaint(directory.resolve("none"), new UserId("root", 0, 0)).orElse("");

        assertTrue(said.contains("is not there"), said);
    }
}
