package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nut.common.posix.Kill;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to start the daemons of a jail: from outside by themselves, by chroot(8), by the jail's own su, and through upsdrvctl. */
@Timeout(300)
class JailStartIT {
    private static final int SECONDS = 60;
    private static final String TREE = MadeJail.TREE.toString();
    private static final String UPSD = "/usr/local/ups/sbin/upsd";
    private static final String DRIVER = "/usr/local/ups/bin/dummy-ups";
    private static final String UPSDRVCTL = "/usr/local/ups/bin/upsdrvctl";

    @TempDir
    private Path folder;
    private MadeJail jail;
    private int port;
    private final List<ProcessHandle> started = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        port = FreePort.find();
        jail = new MadeJail(folder);
        jail.configure("upsd.conf", "LISTEN 127.0.0.1 " + port + "\n");
    }

    @AfterEach
    void endAll() {
        started.forEach(ProcessHandle::destroyForcibly);
        started.forEach(process -> process.onExit().join());
    }

    @Test
    void allWaysOfStartingUpsdLeaveTheSameProcess() throws IOException, InterruptedException {
        jail.mkjail("--classic").well();
        String root = jail.path().toString();

        Map<String, String> states = new LinkedHashMap<>();
        states.put("by itself", state("upsd.pid", TREE + "/sbin/upsd", "-r", root, "-u", "nutsrv"));
        states.put("chroot", state("upsd.pid", "chroot", "--userspec=nutsrv:nut", root, UPSD));
        states.put("su", state("upsd.pid", "chroot", root, "/bin/su", "nutsrv", "-c", UPSD));

        assertSame(states, "Uid: 64002 64002 64002 64002", "Groups: 64000", "CapEff: 0000000000000000", "Umask: 0022", "comm: upsd");
    }

    @Test
    void allWaysOfStartingADriverLeaveTheSameProcess() throws IOException, InterruptedException {
        jail.mkjail("--classic").well();
        String root = jail.path().toString();

        Map<String, String> states = new LinkedHashMap<>();
        states.put("by itself", state("dummy-ups-dummy.pid", TREE + "/bin/dummy-ups", "-r", root, "-u", "nutdev", "-a", "dummy"));
        states.put("chroot", state("dummy-ups-dummy.pid", "chroot", "--userspec=nutdev:nut", root, DRIVER, "-a", "dummy"));
        states.put("su", state("dummy-ups-dummy.pid", "chroot", root, "/bin/su", "nutdev", "-c", DRIVER + " -a dummy"));
        states.put("upsdrvctl outside", state("dummy-ups-dummy.pid", TREE + "/bin/upsdrvctl", "-r", root, "-u", "nutdev", "start"));
        states.put("upsdrvctl inside", state("dummy-ups-dummy.pid", "chroot", "--userspec=nutdev:nut", root, UPSDRVCTL, "start"));
        states.put("upsdrvctl by su", state("dummy-ups-dummy.pid", "chroot", root, "/bin/su", "nutdev", "-c", UPSDRVCTL + " start"));

        assertSame(states, "Uid: 64001 64001 64001 64001", "Groups: 64000", "CapEff: 0000000000000000", "Umask: 0022", "comm: dummy-ups");
    }

    @Test
    void whatKeepsADaemonOfTheJailFromServingIsSaid() throws IOException, InterruptedException {
        jail.configure("ups.conf", "maxretry = 2\nretrydelay = 1\n[away]\ndriver = newapc\nport = /dev/away\n");
        jail.mkjail().well();
        String root = jail.path().toString();
        start("upsd.pid", TREE + "/sbin/upsd", "-r", root, "-u", "nutsrv");

        MadeJail.Ended upsd = jail.run(TREE + "/sbin/upsd", "-r", root, "-u", "nutsrv");
        MadeJail.Ended driver = jail.run(TREE + "/bin/upsdrvctl", "-r", root, "-u", "nutdev", "start");

        assertEquals(1, upsd.exit());
        assertTrue(upsd.output().contains("already running"), upsd.output());
        assertEquals(1, driver.exit());
        assertTrue(driver.output().contains("cannot open /dev/away"), driver.output());
        assertTrue(driver.output().contains("also at attempt 2"), driver.output());
    }

    private static void assertSame(Map<String, String> states, String... parts) {
        String first = states.values().iterator().next();
        for (String part : parts) {
            assertTrue(first.contains(part + "\n"), first);
        }
        states.forEach((way, state) -> assertEquals(first, state, way));
    }

    /** Starts a daemon, looks at it and ends it. */
    private String state(String pidFile, String... command) throws IOException, InterruptedException {
        long pid = start(pidFile, command);
        Path process = Path.of("/proc", Long.toString(pid));
        Await.until("the daemon has closed the pipe through which it said that it serves", SECONDS,
            () -> !descriptors(process).contains("open: pipe:"));
        StringBuilder state = new StringBuilder();
        for (String line : Files.readAllLines(process.resolve("status"))) {
            // CapBnd differs: only who was root can empty it. Without new privileges it is of no use.
            if (line.matches("(Umask|Uid|Gid|Groups|Cap(?:Inh|Prm|Eff|Amb)|NoNewPrivs|Seccomp|SigBlk|SigIgn|SigCgt):.*")) {
                state.append(line.replaceAll("\\s+", " ").strip()).append('\n');
            }
        }
        state.append("comm: ").append(Files.readString(process.resolve("comm")));
        state.append("root: ").append(Files.readSymbolicLink(process.resolve("root"))).append('\n');
        state.append("cwd: ").append(Files.readSymbolicLink(process.resolve("cwd"))).append('\n');
        String[] stat = Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "").split(" ");
        state.append("leads its session: ").append(stat[3].equals(Long.toString(pid))).append(", terminal: ").append(stat[4]).append('\n');
        state.append("nice: ").append(stat[16]).append('\n');
        state.append("limits: ").append(Files.readString(process.resolve("limits")).hashCode()).append('\n');
        state.append(String.join("\n", descriptors(process)));
        stop(pid);
        return state.toString();
    }

    /** Seen from inside: what is open of the jail, and the null device, is the same file whoever opened it. */
    private List<String> descriptors(Path process) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                all.add("open: " + Files.readSymbolicLink(descriptor).toString().replace(jail.path().toString(), "")
                    .replaceAll("\\[\\d+]|\\.\\d+-\\d+", ""));
            }
        }
        return all.stream().sorted().toList();
    }

    private long start(String pidFile, String... command) throws IOException, InterruptedException {
        jail.run(command).well();
        long pid = Long.parseLong(Files.readString(jail.path("var/state/ups").resolve(pidFile)).strip());
        started.add(ProcessHandle.of(pid).orElseThrow());
        return pid;
    }

    private void stop(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroy();
        process.onExit().join();
    }

    @Test
    void anAdminFindsADaemonByItsName() throws IOException, InterruptedException {
        jail.mkjail().well();
        String pid = Long.toString(start("upsd.pid", "chroot", "--userspec=nutsrv:nut", jail.path().toString(), UPSD));

        for (String ask : new String[] {"ps -C upsd -o pid=", "pgrep -x upsd", "pidof upsd"}) {
            assertTrue(List.of(jail.run(ask.split(" ")).well().output().strip().split("\\s+")).contains(pid), ask);
        }
        String line = jail.run("ps", "-o", "args=", "-p", pid).well().output();
        assertTrue(line.startsWith("/usr/local/ups/runtime/bin/upsd "), line);
    }

    @Test
    void upsdInTheJailListensAtIpv6() throws IOException, InterruptedException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertTrue(any.isBound());
        } catch (IOException none) {
            assumeTrue(false, "this machine has no ::1: " + none.getMessage());
        }
        jail.configure("upsd.conf", "LISTEN ::1 " + port + "\n");
        jail.mkjail().well();
        String root = jail.path().toString();
        start("dummy-ups-dummy.pid", "chroot", "--userspec=nutdev:nut", root, DRIVER, "-a", "dummy");

        for (String[] way : new String[][] {{TREE + "/sbin/upsd", "-r", root, "-u", "nutsrv"},
            {"chroot", "--userspec=nutsrv:nut", root, UPSD}}) {
            long upsd = start("upsd.pid", way);
            Await.until("upsd serves at ::1", SECONDS,
                () -> jail.run(TREE + "/bin/upsc", "dummy@[::1]:" + port, "ups.status").output().contains("OL"));
            stop(upsd);
        }
    }

    @Test
    void aGroupThroughWhichNutdevOpensItsDeviceGoesAlong() throws IOException, InterruptedException {
        String device = "/dev/tty";
        int group = (int) Files.getAttribute(Path.of(device), "unix:gid");
        jail.users("nut:x:" + MadeJail.NUT + ":", "line:x:" + group + ":nutdev", "other:x:64009:nutdev");
        jail.mkjail("--device", device).well();
        String root = jail.path().toString();

        Map<String, String> states = new LinkedHashMap<>();
        states.put("by itself", state("dummy-ups-dummy.pid", TREE + "/bin/dummy-ups", "-r", root, "-u", "nutdev", "-a", "dummy"));
        states.put("chroot", state("dummy-ups-dummy.pid", "chroot", "--userspec=nutdev:nut", root, DRIVER, "-a", "dummy"));

        assertEquals(List.of("nut:x:64000:", "line:x:" + group + ":nutdev"), Files.readAllLines(jail.path("etc/group")));
        assertTrue(states.get("chroot").contains("Groups: " + Math.min(group, MadeJail.NUT) + " " + Math.max(group, MadeJail.NUT) + "\n"),
            states.get("chroot"));
        assertEquals(states.get("by itself"), states.get("chroot"));
    }

    @Test
    void daemonsGoOnWhileTheirJailIsUpdatedAndReadTheNewConfiguration() throws IOException, InterruptedException {
        jail.mkjail().well();
        String root = jail.path().toString();
        start("dummy-ups-dummy.pid", "chroot", "--userspec=nutdev:nut", root, DRIVER, "-a", "dummy");
        long upsd = start("upsd.pid", "chroot", "--userspec=nutsrv:nut", root, UPSD);
        serves("OL");
        jail.configure("dummy.dev", "ups.status: OB\n");
        jail.configure("ups.conf", "[dummy]\n driver = dummy-ups\n port = dummy.dev\n desc = new\n");
        String said = jail.mkjail().well().output();

        assertTrue(said.contains("upsd (" + upsd + ")"), said);
        serves("OB");
        jail.run(TREE + "/sbin/upsd", "-r", root, "-c", "stop").well();
        Await.until("upsd ends", SECONDS, () -> ProcessHandle.of(upsd).isEmpty());
        start("upsd.pid", "chroot", "--userspec=nutsrv:nut", root, UPSD);
        serves("OB");
    }

    @Test
    void upsdReadsItsUsersAfterAReloadWhoeverReplacedThem() throws IOException, InterruptedException {
        jail.configure("upsd.users", users("one"));
        jail.mkjail().well();
        long upsd = start("upsd.pid", "chroot", "--userspec=nutsrv:nut", jail.path().toString(), UPSD);
        lets("one");

        replaceUsers("two");
        Kill.send(upsd, Kill.SIGHUP);
        lets("two");

        jail.configure("upsd.users", users("three"));
        jail.mkjail("--force").well();
        Kill.send(upsd, Kill.SIGHUP);
        lets("three");

        replaceUsers("four");
        Kill.send(upsd, Kill.SIGHUP);
        lets("four");
    }

    private static String users(String password) {
        return "[monitor]\n password = " + password + "\n upsmon secondary\n";
    }

    /** As many an editor does: a new file takes the place of what is there, be it a file or a link. */
    private void replaceUsers(String password) throws IOException {
        Path users = Files.writeString(jail.path("usr/local/ups/etc/.upsd.users.new"), users(password));
        Files.setAttribute(users, "unix:uid", MadeJail.NUTSRV);
        Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("r--------"));
        Files.move(users, users.resolveSibling("upsd.users"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void lets(String password) {
        Await.until("upsd takes the password " + password, SECONDS, () -> {
            try (NutConnection client = NutConnection.open("127.0.0.1", port, Duration.ofSeconds(SECONDS))) {
                client.ask("USERNAME", "monitor");
                client.ask("PASSWORD", password);
                return client.ask("LOGIN", "dummy").startsWith("OK");
            } catch (ErrorAnswer refused) {
                return false;
            }
        });
    }

    private void serves(String status) {
        Await.until("upsd serves " + status, SECONDS,
            () -> jail.run(TREE + "/bin/upsc", "dummy@127.0.0.1:" + port, "ups.status").output().contains(status));
    }
}
