package nut.jail.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nut.common.posix.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first thing that is wrong on a fresh system is one line, which says where and what to do. */
@Timeout(120)
class FreshSystemIT {
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));
    private static final String DRIVER = "64001:64000";

    @TempDir
    private Path folder;
    private Path etc;
    private Path state;

    @BeforeEach
    void copyTheSamples() throws IOException {
        etc = Files.createDirectory(folder.resolve("etc"));
        state = Files.createDirectory(folder.resolve("state"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwx-wx"));
        for (String name : List.of("ups.conf", "upsd.conf", "upsd.users", "upsmon.conf")) {
            Path sample = Files.copy(TREE.resolve("etc/" + name + ".sample"), etc.resolve(name + ".sample"));
            Files.copy(sample, etc.resolve(name));
            Files.setPosixFilePermissions(etc.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    /** What a program says that must not start. */
    private List<String> refused(String program, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(TREE.resolve(program).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("NUT_CONFPATH", etc.toString());
        builder.environment().put("NUT_STATEPATH", state.toString());
        builder.environment().put("NUT_PIDPATH", folder.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(1, process.waitFor(), said);
        return said.lines().toList();
    }

    private void upsConf(String... settings) throws IOException {
        Files.writeString(etc.resolve("ups.conf"), Stream.of(settings).reduce("[su700]\n", (all, line) -> all + line + "\n"));
        Files.setPosixFilePermissions(etc.resolve("ups.conf"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void beRoot() {
        assumeTrue(Credentials.isRoot(), "this test needs root, which alone can become other users");
    }

    @Test
    void nothingIsConfiguredYet() throws IOException, InterruptedException {
        assertEquals(List.of("upsdrvctl: Error: no UPS definitions found in ups.conf (" + etc
            + "/ups.conf); describe the UPS in a [section] there, as ups.conf.sample shows"), refused("bin/upsdrvctl", "start"));
        assertEquals(List.of("upsd: Fatal error: at least one UPS must be defined in ups.conf; define one in a [section], as "
            + "ups.conf.sample shows (in a jail: outside of it, then run mkjail), or set ALLOW_NO_DEVICE in upsd.conf"),
            refused("sbin/upsd"));
        assertEquals(List.of("upsmon: " + etc
            + "/upsmon.conf has no MONITOR line, so there is nothing to watch; add one, as upsmon.conf.sample shows"),
            refused("sbin/upsmon"));
    }

    @Test
    void aFileIsMissing() throws IOException, InterruptedException {
        for (String name : List.of("ups.conf", "upsd.conf", "upsmon.conf")) {
            Files.delete(etc.resolve(name));
            String what = ": Can't open " + etc + "/" + name + ": there is no such file; create it from " + etc + "/" + name
                + ".sample, or name its directory in NUT_CONFPATH.";
            String program = name.equals("ups.conf") ? "upsdrvctl" : name.replace(".conf", "");

            assertEquals(List.of(program + what),
                name.equals("ups.conf") ? refused("bin/upsdrvctl", "start") : refused("sbin/" + program));
        }
    }

    @Test
    void theUsersAreMissing() throws IOException, InterruptedException {
        beRoot();
        upsConf("driver = dummy-ups", "port = box.dev");
        Files.writeString(etc.resolve("upsmon.conf"),
            "MONITOR a@localhost 1 m p primary\nRUN_AS_USER nobodyatall\nSHUTDOWNFALLBACK \"\"\n");
        String unknown = "there is no user 'nobodyatall' on this system; make it (useradd --system nobodyatall) or give a number such as"
            + " 64001:64000";

        assertEquals(List.of("upsd: " + unknown), refused("sbin/upsd", "-u", "nobodyatall"));
        assertEquals("dummy-ups: " + unknown, refused("bin/upsdrvctl", "-u", "nobodyatall", "start").getFirst());
        assertEquals(List.of("upsmon: RUN_AS_USER of " + etc + "/upsmon.conf: " + unknown), refused("sbin/upsmon"));
        assertEquals(List.of("upsmon: RUN_AS_USER of " + etc + "/upsmon.conf: " + unknown), refused("sbin/upsmon", "-F"));
    }

    @Test
    void theStateDirectoryOrTheJailIsMissing() throws IOException, InterruptedException {
        upsConf("driver = dummy-ups", "port = " + Files.writeString(etc.resolve("box.dev"), "ups.status: OL\n"));
        Files.delete(state);
        String make = " cannot be written: there is no such directory; make it: install -d -o root -g nut -m 1770 " + state;

        assertEquals(List.of("upsd: the pid file " + state + "/upsd.pid" + make), refused("sbin/upsd"));
        assertEquals("dummy-ups: the pid file " + state + "/dummy-ups-su700.pid" + make, refused("bin/upsdrvctl", "start").getFirst());
        assertEquals(List.of("upsdrvctl: there is no jail /no/jail; make it: mkjail /no/jail"),
            refused("bin/upsdrvctl", "-r", "/no/jail", "start"));
    }

    @Test
    void theStateDirectoryIsSomebodyElses() throws IOException, InterruptedException {
        beRoot();
        upsConf("driver = dummy-ups", "port = " + Files.writeString(etc.resolve("box.dev"), "ups.status: OL\n"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertEquals("dummy-ups: the pid file " + state + "/dummy-ups-su700.pid cannot be written: permission denied; its directory must be"
            + " writable by this program's user (a state directory is root:nut, mode 1770), and an old file of another user be removed",
            refused("bin/upsdrvctl", "-u", DRIVER, "start").getFirst());
    }

    @Test
    void theDeviceIsMissingOrForbidden() throws IOException, InterruptedException {
        beRoot();
        Path device = folder.resolve("ttyS9");
        upsConf("driver = newapc", "port = " + device);
        String missing = refused("bin/upsdrvctl", "-u", DRIVER, "start").getFirst();
        Files.createFile(device, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String forbidden = refused("bin/upsdrvctl", "-u", DRIVER, "start").getFirst();
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw----"));
        Files.setAttribute(device, "unix:gid", 64009);
        String ofAGroup = refused("bin/upsdrvctl", "-u", DRIVER, "start").getFirst();

        String cannot = "newapc: cannot open " + device + ": ";
        assertTrue(missing.startsWith(cannot + "no such device; plug it in, or correct port in ups.conf ("), missing);
        assertTrue(forbidden.startsWith(cannot) && forbidden.endsWith("'s group use it: chgrp nut " + device + " and chmod 660 " + device),
            forbidden);
        assertTrue(ofAGroup.startsWith(cannot) && ofAGroup.contains("be in its group: usermod -a -G 64009 "), ofAGroup);
    }

    @Test
    void theDriverHasNoSuchName() throws IOException, InterruptedException {
        upsConf("driver = newacp", "port = /dev/ttyS1");

        assertEquals("newacp: there is no driver of that name; there are newapc and apcsmart, which are the same, genericups and dummy-ups;"
            + " correct the driver line of ups.conf", refused("bin/upsdrvctl", "start").getFirst());
    }

    @Test
    void thePortIsInUse() throws IOException, InterruptedException {
        upsConf("driver = dummy-ups", "port = box.dev");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(etc.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + other.getLocalPort() + "\n");

            assertEquals(List.of("upsd: not listening on 127.0.0.1 port " + other.getLocalPort() + " (" + etc
                + "/upsd.conf:1): Address already in use; another program, perhaps another upsd, has it:"
                + " stop that one or LISTEN elsewhere"),
                refused("sbin/upsd"));
        }
    }
}
