package nut.jail.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which archive of classes the script of a client chooses; the runtime in its tree is a script that says its arguments. */
class ClientLauncherTest {
    @TempDir
    private Path folder;
    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        Program upsc = Program.ALL.stream().filter(program -> program.name().equals("upsc")).findFirst().orElseThrow();
        launcher = script("a tree/bin/upsc", upsc.launcher());
        script("a tree/runtime/bin/upsc", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    }

    @Test
    void withoutAnAuthenticationFileItIsTheSmallOne() throws IOException {
        List<String> arguments = called(Map.of(), "-j", "su700@tower", "two words");

        assertEquals(List.of("-XX:SharedArchiveFile=" + folder.resolve("a tree/runtime/lib/server/clients.jsa"), "-Dnut.program=upsc",
            "nut.clients.Upsc", "-j", "su700@tower", "two words"), arguments);
    }

    @Test
    void whereAnAuthenticationFileMayAskForTlsItIsTheOneWithTls() throws IOException {
        Path own = Files.createDirectories(folder.resolve("home/.config/nut"));
        Path conf = Files.writeString(own.resolve("nutauth.conf"), "CERTVERIFY = on\n");

        for (List<String> arguments : List.of(called(Map.of(), "-A", "none", "su700"), called(Map.of("NUT_AUTHCONF_FILE", conf.toString())),
            called(Map.of("NUT_AUTHCONF_PATH", own.toString())), called(Map.of("NUT_CONFPATH", own.toString())),
            called(Map.of("HOME", folder.resolve("home").toString())))) {
            assertTrue(arguments.getFirst().endsWith("/lib/server/clients-tls.jsa"), arguments.toString());
            assertTrue(arguments.contains("-Xms16m"), arguments.toString());
        }
    }

    private Path script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> called(Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.equals("HOME"));
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
}
