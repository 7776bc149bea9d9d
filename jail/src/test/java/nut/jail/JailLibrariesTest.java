package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where mkjail puts the libraries that the loader names, on processors and systems that this machine is not. What ldd says is written down
 * here; {@code install} says what it would copy.
 */
class JailLibrariesTest {
    private static final String SCRIPT = """
        set -euo pipefail
        . mkjail.d/stage.bash
        fail() { echo "failed: $*"; exit 1; }
        install() { echo "${*: -2:1} ${*: -1}"; }
        ldconfig() { :; }
        classic=no words=$2
        ldd() { if [ "$1" = /bin/sh ]; then echo "libc.so.6 => /nowhere/libc.so.6 (0x1)"; else echo "$words"; fi; }
        libraries "$1" "$1/common/now/usr/local/ups"
        """;

    @TempDir
    private Path jail;

    /** Calls the function that finds libraries. */
    private List<String> placed(String ldd) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "this test needs bash, as mkjail does");
        Files.createDirectories(jail.resolve("etc"));
        Path runtime = Files.createDirectories(jail.resolve("common/now/usr/local/ups/runtime/lib"));
        Files.writeString(runtime.resolve("libjvm.so"), "");
        Process bash = new ProcessBuilder("bash", "-c", SCRIPT, "bash", jail.toString(), ldd.replace("HOME", runtime.toString()))
            .redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said.replace(jail.toString(), "").lines().toList();
    }

    /** As Debian's ldd says it of OpenJDK on arm64, and as it says it on amd64; Fedora's have all in /lib64. */
    @ParameterizedTest
    @CsvSource({
        "/lib/aarch64-linux-gnu, /lib/ld-linux-aarch64.so.1, lib",
        "/lib/x86_64-linux-gnu, /lib64/ld-linux-x86-64.so.2, lib lib64",
        "/usr/lib/aarch64-linux-gnu, /lib/ld-linux-aarch64.so.1, lib",
        "/lib64, /lib/ld-linux-aarch64.so.1, lib lib64",
    })
    void eachLibraryIsWhereTheLoaderOfThatSystemLooks(String folder, String loader, String links) throws IOException, InterruptedException {
        List<String> placed = placed("""
            HOME/libjvm.so:
            \tlinux-vdso.so.1 (0x0000ffffb7ffd000)
            \tlibjli.so => HOME/libjli.so (0x0000ffffb7e00000)
            \tlibz.so.1 => FOLDER/libz.so.1 (0x0000ffffb7d00000)
            \tlibstdc++.so.6 => FOLDER/libstdc++.so.6 (0x0000ffffb7b00000)
            \tlibc.so.6 => FOLDER/libc.so.6 (0x0000ffffb7900000)
            \tLOADER (0x0000ffffb7fc0000)
            HOME/libnio.so:
            \tlinux-vdso.so.1 (0x0000ffffb7ffd000)
            \tlibc.so.6 => FOLDER/libc.so.6 (0x0000ffffb7900000)
            \tLOADER (0x0000ffffb7fc0000)
            """.replace("FOLDER", folder).replace("LOADER", loader));

        String below = folder.startsWith("/usr") ? folder : "/usr" + folder;
        assertEquals(new TreeSet<>(List.of(loader + " /usr" + loader, folder + "/libz.so.1 " + below + "/libz.so.1",
            folder + "/libstdc++.so.6 " + below + "/libstdc++.so.6", folder + "/libc.so.6 " + below + "/libc.so.6")),
            new TreeSet<>(placed));
        for (String link : links.split(" ")) {
            assertEquals("usr/" + link, Files.readSymbolicLink(jail.resolve(link)).toString());
        }
        assertEquals("/usr/local/ups/runtime/lib\n/usr/local/ups/runtime/lib/server\n"
            + String.join("\n", new TreeSet<>(List.of(folder, Path.of(loader).getParent().toString()))) + "\n",
            Files.readString(jail.resolve("etc/ld.so.conf")));
    }

    @Test
    void aLibraryThatIsMissingIsNamed() throws IOException, InterruptedException {
        Files.createDirectories(jail.resolve("etc"));
        Files.createDirectories(jail.resolve("common/now/usr/local/ups/runtime"));
        Process bash = new ProcessBuilder("bash", "-c", SCRIPT, "bash", jail.toString(), "\tlibz.so.1 => not found")
            .redirectErrorStream(true).start();

        assertEquals("failed: the loader does not find libz.so.1 which the programs load; install the package that has it",
            new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }
}
