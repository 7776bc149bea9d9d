package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which daemon runs without a compiler, and which archive of classes it maps, as /proc shows it; see docs/footprint.md. */
@Timeout(180)
class JvmChoicesIT {
    private static final String PROGRAM = "-Dnut.program=";
    private static final String ROLE = "-Dnut.upsmon.role=";

    @TempDir
    private Path folder;

    @Test
    void eachDaemonHasTheCompilerAndTheArchiveThatAreMeantForIt() throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Layout layout = new Layout(Programs.TREE, Files.createDirectory(folder.resolve("chain")), Credentials.isRoot(), FreePort.find(), 1);
        Path values = Files.writeString(folder.resolve("values.dev"), "ups.status: OL\n");
        Map<String, String> found;
        try (Chain chain = Chain.start(layout)) {
            String port = "port=" + values;
            chain.run("bin/dummy-ups", "-s", "dummy", "-x", port);
            try {
                found = choices(layout);
            } finally {
                chain.run("bin/dummy-ups", "-s", "dummy", "-x", port, "-c", "exit");
            }
        }

        assertEquals(Map.of("newapc", "interpreted, classes.jsa", "dummy-ups", "compiled, classes.jsa", "upsd", "compiled, classes.jsa",
            "upsmon", "interpreted, upsmon.jsa", "upsmon NOTIFIER", "interpreted, upsmon.jsa",
            "upsmon WATCHER", "compiled, upsmon.jsa"), found);
    }

    /** By the program's name, with its part if it has one. */
    private Map<String, String> choices(Layout layout) throws IOException {
        Map<String, String> choices = new TreeMap<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(one -> one.getFileName().toString().matches("\\d+")).toList()) {
                try {
                    List<String> line = List.of(Files.readString(process.resolve("cmdline")).split("\0"));
                    String name = (word(line, PROGRAM) + " " + word(line, ROLE)).strip();
                    if (!name.isEmpty() && !name.equals("upssim") && belongs(process, layout)) {
                        choices.put(name, (line.contains("-Xint") ? "interpreted, " : "compiled, ") + archive(process));
                    }
                } catch (IOException gone) {
                    continue;
                }
            }
        }
        return choices;
    }

    private static String word(List<String> line, String beginning) {
        return line.stream().filter(word -> word.startsWith(beginning)).findFirst().orElse(beginning).substring(beginning.length());
    }

    /** Others may run the suite on the same machine: ours names our folder in its environment, or lives in our jail. */
    private boolean belongs(Path process, Layout layout) throws IOException {
        return process.resolve("root").toRealPath().startsWith(layout.work())
            || Files.readString(process.resolve("environ")).contains("=" + folder);
    }

    private static String archive(Path process) throws IOException {
        try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
            return maps.filter(line -> line.endsWith(".jsa")).map(line -> line.substring(line.lastIndexOf('/') + 1)).findFirst().orElse("");
        }
    }
}
