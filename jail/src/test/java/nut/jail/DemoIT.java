package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo is the chain on the installed tree; it must see every step, in a real chroot when run by root, and leave nothing behind. */
@Timeout(180)
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void theDemoSeesEveryStepOfAPowerFailure() throws IOException, InterruptedException {
        Process process = demo();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        System.out.println(said);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("SHUTDOWNCMD ran once"), said);
        assertEquals(List.of(), leftovers());
    }

    @Test
    void aDemoThatIsStoppedInTheMiddleLeavesNothing() throws IOException, InterruptedException {
        Process process = demo();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains("serves OB")) {
                line = said.readLine();
            }
            process.toHandle().destroy();
            said.transferTo(Writer.nullWriter());
        }

        assertNotEquals(0, process.waitFor());
        assertEquals(List.of(), leftovers());
    }

    private Process demo() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("nut.jail.folder"), "demo").toString());
        builder.environment().put("TMPDIR", folder.toString());
        return builder.redirectErrorStream(true).start();
    }

    /** Files of the demo's, and processes that live in its folder or were told of it. */
    private List<String> leftovers() throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder); Stream<Path> processes = Files.list(Path.of("/proc"))) {
            files.forEach(file -> left.add(file.toString()));
            for (Path process : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                if (root(process).startsWith(folder.toRealPath()) || environment(process).contains("=" + folder + "/")) {
                    left.add(process.toString());
                }
            }
        }
        return left;
    }

    private static Path root(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("root"));
        } catch (IOException gone) {
            return Path.of("/");
        }
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
