package nut.jail.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nut.jail.install.ThrowAwayMachine.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package that the build has made. */
@Timeout(300)
class DebianPackageIT {
    @TempDir
    private Path folder;

    private static Path builtPackage() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("nut.tree")).resolveSibling("."))) {
            List<Path> packages = files.filter(file -> file.getFileName().toString().matches("nut-java_.*\\.deb")).toList();
            assertEquals(1, packages.size(), packages.toString());
            return packages.getFirst().toRealPath();
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void theSameTreeGivesTheSamePackage() throws IOException, InterruptedException {
        Path built = builtPackage();
        String version = built.getFileName().toString().split("_")[1];
        run(System.getProperty("nut.jail.folder") + "/deb", System.getProperty("nut.tree"), version, "2026-11-01T00:00:00Z",
            folder.toString());

        assertArrayEquals(Files.readAllBytes(built), Files.readAllBytes(folder.resolve(built.getFileName())));
    }

    @Test
    void itHoldsWhatInstallPutsThereAsRoots() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/dpkg-deb")), "this test needs dpkg-deb");
        String control = run("dpkg-deb", "--field", builtPackage().toString());
        String content = run("dpkg-deb", "--contents", builtPackage().toString());
        String conffiles = run("dpkg-deb", "--info", builtPackage().toString(), "conffiles");

        assertTrue(control.contains("\nConflicts: ups-monitor, nut-server, nut-client\n"), control);
        assertTrue(control.matches("(?s).*\nDepends: libc6 \\(>= 2\\.[0-9]+\\).*, adduser\n.*"), control);
        assertEquals("/etc/default/ups\n/etc/init.d/ups\n/etc/init.d/ups-monitor\n", conffiles);
        for (String file : List.of("./usr/local/ups/sbin/upsd", "./usr/lib/systemd/system/upsmon.service", "./etc/init.d/ups",
            "./usr/local/ups/etc/ups.conf.sample", "./usr/local/ups/lib/jail/runtime/bin/java")) {
            assertTrue(content.lines().anyMatch(line -> line.contains(" " + file)), file);
        }
        assertTrue(content.lines().allMatch(line -> line.matches("[-dlh][rwx-]{9} 0/0 .*")), "all of it is root's, and nothing setuid");
    }

    @Test
    void dpkgInstallsUpgradesRemovesAndPurgesIt() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/usr/bin/dpkg")), "this test needs dpkg");
        Told told = new ThrowAwayMachine(Files.createDirectory(folder.resolve("machine"))).run("""
            package=%s
            dpkg --purge nut-server nut-client >/dev/null 2>&1
            mkdir -p /usr/lib/systemd/system-shutdown /usr/lib/systemd/system-sleep
            everything > /run/before
            chapter install; dpkg -i $package; echo "status $?"
            chapter made
            id -un nutdev; stat -c '%%n %%a %%U:%%G' $ups/etc/upsd.users; ls /chroot/nut$ups/runtime/bin/java; ls /etc/rc2.d | grep ups
            echo '# mine' >> $ups/etc/ups.conf
            chapter upgrade; dpkg -i $package; echo "status $?"; tail -n 1 $ups/etc/ups.conf
            chapter byhand; ./install --yes; echo "status $?"; ./uninstall --yes; echo "status $?"
            chapter remove; dpkg -r nut-java; echo "status $?"; ls -d /chroot/nut $ups/runtime 2>&1; tail -n 1 $ups/etc/ups.conf
            chapter purge; dpkg -P nut-java; echo "status $?"
            # The next package of dpkg's would take these empty directories as well.
            mkdir -p /usr/lib/systemd/system-shutdown /usr/lib/systemd/system-sleep
            chapter left; everything | diff /run/before - && echo nothing
            """.formatted(builtPackage()));

        told.holds("install", "status 0");
        told.holds("made", "nutdev\n/usr/local/ups/etc/upsd.users 600 nutsrv:root\n/chroot/nut/usr/local/ups/runtime/bin/java\n");
        told.holds("upgrade", "status 0\n# mine");
        told.holds("byhand", "the Debian package nut-java is installed here");
        told.holds("byhand", "dpkg -r nut-java, or dpkg -P nut-java");
        told.holds("remove", "status 0");
        assertEquals(2, told.of("remove").lines().filter(line -> line.contains("No such file")).count(), told.all());
        told.holds("remove", "\n# mine");
        told.holds("purge", "status 0");
        assertEquals("nothing", told.of("left"), told.all());
    }
}
