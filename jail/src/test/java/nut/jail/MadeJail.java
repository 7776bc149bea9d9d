package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nut.common.posix.Credentials;

/**
 * A jail that a test makes with the installed tree's mkjail. Commands run with their own idea of the system's users, so that nutdev, nutsrv
 * and nut are known to them whatever the machine has.
 */
final class MadeJail {
    static final Path TREE = Path.of(System.getProperty("nut.tree"));
    static final int NUTDEV = 64001;
    static final int NUTSRV = 64002;
    static final int NUT = 64000;
    /** Puts two files in the place of the system's, for one command and what it starts. */
    private static final String WITH_USERS =
        "mount --bind \"$0\" /etc/passwd && mount --bind \"$1\" /etc/group && shift && exec \"$@\"";

    private final Path folder;
    private final Path jail;
    private final Path config;

    /** How a command ended, and what it said. */
    record Ended(int exit, String output) {
        Ended well() {
            assertEquals(0, exit, output);
            return this;
        }

        Ended badly() {
            assertEquals(1, exit, output);
            return this;
        }
    }

    /** Needs root, without which there is no jail; the folder must be the test's own. */
    MadeJail(Path folder) throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can make a jail that its inmates cannot change");
        this.folder = folder;
        this.jail = folder.resolve("cell");
        this.config = Files.createDirectory(folder.resolve("etc"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        users("root:x:0:", "nut:x:" + NUT + ":");
        configure("upsd.users", "");
        configure("ups.conf", "[dummy]\n driver = dummy-ups\n port = dummy.dev\n mode = dummy-once\n");
        configure("dummy.dev", "ups.status: OL\n");
        configure("upsd.conf", "LISTEN 127.0.0.1 1\n");
    }

    /** Says which users and groups there are. */
    void users(String... groups) throws IOException {
        Files.write(folder.resolve("passwd"), List.of("root:x:0:0:root:/root:/bin/sh",
            "nutdev:x:" + NUTDEV + ":" + NUT + ":UPS drivers:/home/nutdev:/usr/sbin/nologin",
            "nutsrv:x:" + NUTSRV + ":" + NUT + "::/home/nutsrv:/usr/sbin/nologin"));
        Files.write(folder.resolve("group"), List.of(groups));
    }

    /** Writes a file of the configuration that mkjail takes. */
    void configure(String name, String text) throws IOException {
        Files.writeString(config.resolve(name), text);
    }

    Path config() {
        return config;
    }

    Path path() {
        return jail;
    }

    Path path(String inside) {
        return jail.resolve(inside);
    }

    /** Calls mkjail for this jail with these options beside --config. */
    Ended mkjail(String... options) throws IOException, InterruptedException {
        return run(Map.of(), line(List.of(TREE.resolve("sbin/mkjail").toString(), "--config", config.toString()), options));
    }

    /** Calls mkjail for this jail with nothing but these options. */
    Ended bareMkjail(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        return run(environment, line(List.of("setsid", "--wait", TREE.resolve("sbin/mkjail").toString()), options));
    }

    private List<String> line(List<String> begin, String... options) {
        List<String> line = new ArrayList<>(begin);
        line.addAll(List.of(options));
        line.add(jail.toString());
        return line;
    }

    /** Runs a command of a system that knows the users. */
    Ended run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), List.of(command));
    }

    private Ended run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", WITH_USERS, folder.resolve("passwd").toString(),
            folder.resolve("group").toString()));
        line.addAll(command);
        Path said = Files.createTempFile(folder, "said", "");
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(said.toFile()).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Ended(exit, Files.readString(said, StandardCharsets.ISO_8859_1));
    }
}
