package nut.jail;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nut.common.posix.Kill;
import nut.jail.chain.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon does long after its start is not in the way of what confines it: files that are replaced, devices that come back. */
@Timeout(180)
class ConfinedLifeIT {
    @TempDir
    private Path folder;
    private Path device;

    @BeforeEach
    void lay() {
        device = folder.resolve("ttyUPS");
    }

    @Test
    void aDriverOpensAnAdapterThatIsPluggedInAgain() throws IOException, InterruptedException {
        try (Programs programs = served()) {
            Process adapter = plugIn(programs, "first");
            Process newapc = programs.start("bin/newapc", "-F", "-a", "su700");
            programs.start("sbin/upsd", "-F");
            programs.awaitOnLine("su700");
            assertTrue(isConfined(newapc), "newapc is confined");

            Files.delete(device);
            adapter.destroyForcibly().waitFor();
            Await.until("upsd finds the data stale", Programs.SECONDS, () -> !isOnLine(programs));
            plugIn(programs, "second");

            programs.awaitOnLine("su700");
        }
    }

    @Test
    void upsdReadsAFileThatWasReplaced() throws IOException, InterruptedException {
        try (Programs programs = served()) {
            plugIn(programs, "first");
            programs.start("bin/newapc", "-F", "-a", "su700");
            Process upsd = programs.start("sbin/upsd", "-F");
            programs.awaitOnLine("su700");
            assertTrue(isConfined(upsd), "upsd is confined");

            programs.write("new.conf", Files.readString(folder.resolve("ups.conf")) + "[late]\n driver = dummy-ups\n port = late.dev\n");
            Files.move(folder.resolve("new.conf"), folder.resolve("ups.conf"), StandardCopyOption.ATOMIC_MOVE);
            Kill.send(upsd.pid(), Kill.SIGHUP);

            Await.until("upsd lists the new UPS", Programs.SECONDS,
                () -> programs.run("bin/upsc", "-l", "127.0.0.1:" + programs.port()).contains("late"));
        }
    }

    /** The JVM looks into /proc for it, which is no place of theirs; in a jail that is JailStartIT's. */
    @Test
    void upsdListensAtIpv6AndDriverAndUpsmonCallThere() throws IOException, InterruptedException {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        try (Programs programs = served()) {
            String address = "@[::1]:" + programs.port();
            programs.write("ups.conf", "[file]\n driver = dummy-ups\n port = file.dev\n[copy]\n driver = dummy-ups\n port = file" + address
                + "\n");
            programs.write("file.dev", "ups.status: OL\n");
            programs.write("upsd.conf", "LISTEN ::1 " + programs.port() + "\n");
            programs.write("upsd.users", "[monitor]\n password = only-here\n upsmon secondary\n");
            programs.write("upsmon.conf", "MONITOR file" + address + " 1 monitor only-here secondary\nSHUTDOWNCMD true\n"
                + "SHUTDOWNFALLBACK \"\"\nRUN_AS_USER 64003:64000\n");
            programs.start("bin/dummy-ups", "-F", "-a", "file");
            Process upsd = programs.start("sbin/upsd", "-F");
            awaitOnLine(programs, "file" + address);
            programs.start("bin/dummy-ups", "-F", "-a", "copy");
            awaitOnLine(programs, "copy" + address);
            programs.start("sbin/upsmon", "-F");
            Await.until("upsmon has logged in", Programs.SECONDS, () -> programs.run("bin/upsc", "-c", "file" + address).contains("::1"));

            upsd.destroy();
            upsd.waitFor();
            programs.run("sbin/upsd");
            try {
                awaitOnLine(programs, "file" + address);
            } finally {
                programs.run("sbin/upsd", "-c", "stop");
            }
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return any.isBound();
        } catch (IOException none) {
            return false;
        }
    }

    private static void awaitOnLine(Programs programs, String ups) {
        Await.until("upsd serves " + ups, Programs.SECONDS, () -> programs.run("bin/upsc", ups, "ups.status").startsWith("OL"));
    }

    @Test
    void aKernelThatLacksSomeIsSaidInOneLine() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "this test needs strace, by which this kernel looks like an older one");
        Files.writeString(folder.resolve("ups.conf"), "[su700]\n driver = newapc\n port = " + device + "\n");

        String withoutLandlock = onKernelWithout("landlock_create_ruleset:error=ENOSYS");
        String withoutFilters = onKernelWithout("seccomp:error=EINVAL");

        assertTrue(withoutLandlock.matches("(?s).* \\d+ system calls, all paths that the user may use \\(Landlock: this kernel has none.*"),
            withoutLandlock);
        assertTrue(withoutFilters.contains("no new privileges, all system calls, for want of a filter"), withoutFilters);
        assertTrue(withoutFilters.contains("cannot open " + device), "it goes on: " + withoutFilters);
    }

    /** What a newapc says that finds no device. */
    private String onKernelWithout(String call) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "-e",
            "trace=landlock_create_ruleset,seccomp", "-e", "inject=" + call, Programs.TREE.resolve("bin/newapc").toString(), "-F", "-a",
            "su700");
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.toString(), "NUT_STATEPATH", folder.toString()));
        builder.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
        return Files.readString(said);
    }

    private Programs served() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Programs programs = new Programs(folder);
        programs.write("ups.conf", "[su700]\n driver = newapc\n port = " + device + "\n");
        return programs;
    }

    private Process plugIn(Programs programs, String name) throws IOException {
        Process adapter = programs.start("bin/upssim", "--link", device.toString(), "--control", folder.resolve(name).toString(),
            "--pace", "none");
        Await.until("the simulated UPS makes its device", Programs.SECONDS, () -> Files.exists(device));
        return adapter;
    }

    private static boolean isOnLine(Programs programs) throws InterruptedException {
        try {
            return programs.run("bin/upsc", "su700@127.0.0.1:" + programs.port(), "ups.status").startsWith("OL");
        } catch (IOException stale) {
            return false;
        }
    }

    private static boolean isConfined(Process program) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(program.pid()), "status")).contains("Seccomp:\t2\n");
    }
}
