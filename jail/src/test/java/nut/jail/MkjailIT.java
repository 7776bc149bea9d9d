package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nut.jail.MadeJail.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** mkjail of the installed tree, as root calls it. How programs start in a jail is JailStartIT's. */
@Timeout(300)
class MkjailIT extends MakesAJail {
    private static final long MOST_BYTES = 60L << 20;
    /** Stands for a serial port, which not every machine has. */
    private static final String DEVICE = "/dev/tty";
    private static final String UPSD = "/usr/local/ups/sbin/upsd";

    @Test
    void aJailHoldsWhatItNeedsAndNothingToPlayWith() throws IOException, InterruptedException {
        jail.configure("upsd.pem", "a key\n");
        jail.mkjail().well();

        try (Stream<Path> all = Files.walk(jail.path())) {
            List<Path> entries = all.toList();
            assertEquals(List.of("upsd/now/upsd.pem 64002 r--------", "upsd/now/upsd.users 64002 r--------"),
                entries.stream().map(this::unlessRoots).filter(said -> !said.isEmpty()).sorted().toList());
            assertEquals(List.of("dev/null rw-rw-rw-", "var/state/ups rwxrwx---"),
                entries.stream().map(this::whatOthersMayWrite).filter(said -> !said.isEmpty()).sorted().toList());
            assertEquals(List.of(), entries.stream().filter(this::isSetuid).toList());
            assertEquals(List.of(), entries.stream().map(Path::getFileName).map(Path::toString)
                .filter(name -> name.matches("([a-z]*sh|busybox|su|python.*|perl.*|tmp|mkjail.*new|.mkjail)")).toList());
            assertEquals(List.of("proc", "proc/net", "proc/net/if_inet6"),
                entries.stream().map(this::name).filter(name -> name.startsWith("proc")).sorted().toList());
            long size = entries.stream().filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
            assertTrue(size < MOST_BYTES, "the jail has " + size + " bytes");
        }
        assertEquals(01770, (int) Files.getAttribute(jail.path("var/state/ups"), "unix:mode") & 07777);
        assertEquals(MadeJail.NUT, Files.getAttribute(jail.path("var/state/ups"), "unix:gid"));
        assertEquals(List.of("nutdev:x:64001:64000:UPS drivers:/:/nonexistent", "nutsrv:x:64002:64000::/:/nonexistent"),
            Files.readAllLines(jail.path("etc/passwd")));
        assertEquals(List.of("nut:x:64000:"), Files.readAllLines(jail.path("etc/group")));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(jail.path("usr/local/ups/etc/ups.conf"))));
    }

    private String name(Path entry) {
        return jail.path().relativize(entry).toString();
    }

    private String unlessRoots(Path entry) {
        Object owner = attribute(entry, "uid");
        return owner.equals(0) ? "" : name(entry) + " " + owner + " " + PosixFilePermissions.toString(permissions(entry));
    }

    private String whatOthersMayWrite(Path entry) {
        String permissions = PosixFilePermissions.toString(permissions(entry));
        boolean writable = permissions.charAt(4) == 'w' || permissions.charAt(7) == 'w';
        return writable && !Files.isSymbolicLink(entry) ? name(entry) + " " + permissions : "";
    }

    private boolean isSetuid(Path entry) {
        return Files.isRegularFile(entry) && ((int) attribute(entry, "mode") & 06000) != 0;
    }

    private static Object attribute(Path entry, String name) {
        try {
            return Files.getAttribute(entry, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static Set<PosixFilePermission> permissions(Path entry) {
        try {
            return Files.getPosixFilePermissions(entry, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void aRelativeNameIsTakenFromWhereTheAdminStands() throws IOException, InterruptedException {
        jail.run(MadeJail.TREE.resolve("sbin/mkjail").toString(), "--ids", "nutdev=7,nutsrv=8,nut=9", "other").well();

        assertEquals("nut:x:9:\n", Files.readString(folder.resolve("other/etc/group")));
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException, InterruptedException {
        Files.writeString(Files.createDirectory(jail.path()).resolve("mine"), "precious");
        Ended end = jail.mkjail().badly();

        assertTrue(end.output().contains("cell is not empty; name a new directory"), end.output());
        assertEquals(List.of("mine"), List.of(jail.path().toFile().list()));
        assertTrue(jail.mkjail("--remove").badly().output().contains("was not made by mkjail"));
        assertEquals(List.of("mine"), List.of(jail.path().toFile().list()));
    }

    @Test
    void aSecondCallChangesNothing() throws IOException, InterruptedException {
        jail.mkjail("--device", DEVICE).well();
        Map<String, Object> before = inodes();
        Ended again = jail.bareMkjail(Map.of()).well();

        assertTrue(again.output().contains("is up to date"), again.output());
        assertEquals(before, inodes());
    }

    /** By path; the state directory and the devices among them. */
    private Map<String, Object> inodes() throws IOException {
        try (Stream<Path> all = Files.walk(jail.path())) {
            return all.collect(Collectors.toMap(this::name, entry -> attribute(entry, "ino")));
        }
    }

    @Test
    void anUpdateTakesTheNewConfigurationAndLeavesStateAndDevices() throws IOException, InterruptedException {
        Ended made = jail.mkjail("--device", DEVICE).well();
        assertTrue(made.output().contains("mkjail: upsd can open " + DEVICE + " too (mode 666,"), made.output());
        Path region = Files.writeString(jail.path("var/state/ups/dummy.region"), "a region");
        Map<String, Object> before = inodes();
        jail.configure("upsd.users", "[admin]\n");
        jail.bareMkjail(Map.of()).well();

        assertEquals("[admin]\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));
        assertNotEquals(before.get("upsd/now"), inodes().get("upsd/now"));
        assertEquals("a region", Files.readString(region));
        for (String same : new String[] {"var/state/ups", "var/state/ups/dummy.region", "dev/tty", "dev/null"}) {
            assertEquals(before.get(same), inodes().get(same), same);
        }
        assertFalse(Files.exists(jail.path(".mkjail")));

        jail.bareMkjail(Map.of(), "--device", "none").well();
        assertFalse(Files.exists(jail.path("dev/tty")));
    }

    @Test
    void whatSomebodyChangedInTheJailIsNotLostByAnUpdate() throws IOException, InterruptedException {
        jail.mkjail().well();
        Files.writeString(jail.path("usr/local/ups/etc/upsd.users"), "[mine]\n");
        Ended refused = jail.mkjail().badly();

        assertTrue(refused.output().contains("would be lost:\nupsd/now/upsd.users\n"), refused.output());
        assertEquals("[mine]\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));

        jail.bareMkjail(Map.of(), "--config", jail.path("usr/local/ups/etc").toString()).well();
        assertEquals("[mine]\n", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));
        jail.mkjail("--force").well();
        assertEquals("", Files.readString(jail.path("usr/local/ups/etc/upsd.users")));

        // An editor that puts a file in the place of mkjail's link.
        Files.delete(jail.path("usr/local/ups/etc/upsd.users"));
        Files.writeString(jail.path("usr/local/ups/etc/upsd.users"), "[mine]\n");
        refused = jail.mkjail().badly();
        assertTrue(refused.output().contains("would be lost:\ncommon/now/usr/local/ups/etc/upsd.users\n"), refused.output());
    }

    @Test
    void checkSaysEachDifference() throws IOException, InterruptedException {
        jail.mkjail().well();
        jail.bareMkjail(Map.of(), "--check").well();
        Files.writeString(jail.path("etc/hosts"), "10.0.0.1 localhost\n");
        Files.copy(Path.of("/bin/sh"), jail.path("usr/sh"));
        Files.setAttribute(jail.path("usr/sh"), "unix:mode", 04755);
        Files.setAttribute(jail.path("usr/local/ups/runtime/lib/modules"), "unix:uid", MadeJail.NUTSRV);
        Files.setAttribute(jail.path("dev"), "unix:mode", 0777);
        Files.delete(jail.path("usr/local/ups/etc/ups.conf"));
        Files.copy(Path.of("/bin/true"), jail.path("var/state/ups/true"));
        Files.writeString(jail.path("proc/net/if_inet6"), "");
        jail.configure("upsd.conf", "LISTEN 127.0.0.1 2\n");
        Ended end = jail.bareMkjail(Map.of(), "--check").badly();

        assertEquals(new TreeSet<>(List.of(
            "dev: has mode 777, not 755",
            "proc/net/if_inet6: was changed since mkjail put it there",
            "common/now/etc/hosts: was changed since mkjail put it there",
            "common/now/usr/local/ups/etc/ups.conf: is missing",
            "upsd/now/upsd.conf: is older than what is installed; mkjail brings it up to date",
            "common/now/usr/local/ups/runtime/lib/modules: belongs to 64002:0, not 0:0",
            "common/now/usr/sh: is a stray: mkjail did not put it there; it is setuid or setgid; it is a shell",
            "var/state/ups/true: has no business in the state directory (type f, mode 755)",
            "mkjail: " + jail.path() + " differs from what is installed")),
            new TreeSet<>(end.output().lines().toList()));
    }

    @Test
    void removeTakesAwayWhatMkjailMadeAndNothingElse() throws IOException, InterruptedException {
        jail.mkjail("--device", DEVICE).well();
        Files.writeString(jail.path("var/state/ups/dummy.state"), "left by a driver");
        Path stray = Files.writeString(jail.path("usr/local/ups/mine"), "precious");
        Ended strange = jail.mkjail("--remove").badly();
        assertTrue(strange.output().contains("nothing was removed:\ncommon/now/usr/local/ups/mine\n"), strange.output());
        assertTrue(Files.exists(jail.path("usr/local/ups/etc/ups.conf")));
        Files.delete(stray);

        Path log = Files.createFile(jail.path("dev/log"));
        Path behind = Files.writeString(folder.resolve("behind"), "behind a mount");
        Ended mounted = jail.run("sh", "-c", "mount --bind " + behind + " " + log + " && " + MadeJail.TREE.resolve("sbin/mkjail")
            + " --remove " + jail.path()).badly();
        assertTrue(mounted.output().contains("nothing was removed:\n" + log + "\n"), mounted.output());
        assertTrue(Files.exists(jail.path("usr/local/ups/etc/ups.conf")));

        jail.mkjail("--remove").well();
        assertFalse(Files.exists(jail.path()));
        assertEquals("behind a mount", Files.readString(behind));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --tree /nowhere            | /nowhere is not an installed tree
        --config /nowhere          | there is no directory /nowhere; name the configuration with --config
        --device /dev/ttyNone      | there is no device /dev/ttyNone; plug the adapter in
        --device ttyS0             | a device is named as the driver names it, /dev/ttyS1 for example
        --device /dev/zero         | /dev/zero is not a serial device (it is a character special file)
        --device /dev/shm          | /dev/shm is not a serial device (it is a directory)
        --ids nutdev=x             | --ids: 'x' is not a number for nutdev
        --frobnicate               | unknown option --frobnicate; mkjail -h shows how to call it
        """)
    void whatIsMissingIsSaidInOneLine(String options, String complaint) throws IOException, InterruptedException {
        Ended end = jail.mkjail(options.strip().split(" +")).badly();

        assertTrue(end.output().contains(complaint), end.output());
        assertEquals(1, end.output().lines().count(), end.output());
        assertFalse(Files.exists(jail.path()));
    }

    @Test
    void usersThatTheSystemLacksAreNamedWithTheCommandThatMakesThem() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("passwd"), "root:x:0:0:root:/root:/bin/sh\n");
        assertEquals("mkjail: there is no passwd entry for 'nutdev' on this system; make it (useradd --system --gid nut --home-dir / "
            + "--shell /usr/sbin/nologin nutdev), or give numbers with --ids\n", jail.mkjail().badly().output());
    }

    @Test
    void aFullFileSystemIsSaidBeforeAnythingIsBegun() throws IOException, InterruptedException {
        Files.createDirectory(jail.path());
        Ended end = jail.run("sh", "-c", "mount -t tmpfs -o size=20m tmpfs " + jail.path() + " && " + MadeJail.TREE.resolve("sbin/mkjail")
            + " " + jail.path() + "; status=$?; ls -A " + jail.path() + "; exit $status").badly();

        assertTrue(end.output().matches("mkjail: there is no room in \\S+: \\d+ MB are needed, 20 MB are free\n"), end.output());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nodev  | its file system is mounted nodev
        noexec | noexec
        """)
    void aFileSystemOnWhichNoJailWorksIsNamed(String option, String reason) throws IOException, InterruptedException {
        Files.createDirectory(jail.path());
        Ended end = jail.run("sh", "-c", "mount -t tmpfs -o size=200m," + option + " tmpfs " + jail.path() + " && "
            + MadeJail.TREE.resolve("sbin/mkjail") + " --config " + jail.config() + " " + jail.path()).badly();

        assertTrue(end.output().contains(reason), end.output());
    }

    @Test
    void onlyRootMakesJails() throws IOException, InterruptedException {
        Path copy = Files.createDirectories(folder.resolve("copy/lib")).getParent();
        jail.run("cp", "-r", MadeJail.TREE.resolve("sbin").toString(), copy.toString()).well();
        jail.run("cp", "-r", MadeJail.TREE.resolve("lib/mkjail").toString(), copy.resolve("lib").toString()).well();
        Ended end = jail.run("setpriv", "--reuid=64001", "--regid=64000", "--clear-groups", copy.resolve("sbin/mkjail").toString(),
            jail.path().toString());

        assertEquals("mkjail: only root can make a jail that its inmates cannot change\n", end.output());
    }
}
