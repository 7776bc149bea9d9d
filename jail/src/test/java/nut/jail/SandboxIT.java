package nut.jail;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import nut.common.confine.Fence;
import nut.common.posix.Credentials;
import nut.common.posix.Landlock;
import nut.common.posix.UnixDatagram;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left to somebody who has taken over a daemon: in a real jail, as the real user, beside the real chain. */
@Timeout(180)
class SandboxIT {
    private static final String UPDATED = "after an update: ";
    /** Its device is what a driver is there for. */
    private static final List<String> OPENS_ITS_DEVICE = List.of("read /dev: done", "read /dev/ttyS1: done");
    /** What the modes of files allow, and the rules of a kernel that has Landlock do not. */
    private static final List<String> BY_MODES = List.of("read /: done", "read /dev: done", "read /dev/ttyS1: done", "read upsd.conf: done",
        UPDATED + "read upsd.conf: done");
    /** upsd opens its ports while it starts. */
    private static final List<String> OPENS_ITS_PORTS = List.of("bind while it starts: done", "listen while it starts: done");
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));
    private static final int ATTEMPTS = 68;
    private static final List<String> REFUSED = List.of(": 1", ": 13");
    /** What is not in a jail cannot be opened there. */
    private static final String ABSENT = ": 2";
    private static final String AS_ON_AN_OLDER_KERNEL = "fork as clone3 does: 38";

    @TempDir
    private Path folder;
    private Process victim;
    private ServerSocket server;

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can enter a chroot and change users");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "this test needs setpriv, of Debian's package util-linux");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        if (victim != null) {
            victim.destroyForcibly();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whoHasTakenOverADriverInTheJailGetsNowhere() throws IOException, InterruptedException {
        assertEquals(expected(Stream.of(OPENS_ITS_DEVICE, List.of("read ups.conf: done", UPDATED + "read ups.conf: done"))),
            whatWasDone(intrudeIntoJail("newapc", Layout.DRIVER_USER)));
    }

    @Test
    void whoHasTakenOverUpsdInTheJailGetsNowhere() throws IOException, InterruptedException {
        List<String> read = Stream.of("ups.conf", "upsd.conf", "upsd.users").map(file -> "read " + file + ": done").toList();
        assertEquals(expected(Stream.of(read, read.stream().map(UPDATED::concat).toList(), OPENS_ITS_PORTS)),
            whatWasDone(intrudeIntoJail("upsd", Layout.SERVER_USER)));
    }

    private static List<String> expected(Stream<List<String>> attempts) {
        return attempts.flatMap(List::stream).filter(SandboxIT::isTold).toList();
    }

    /** Whether a test can tell on this kernel that it is as it should be. */
    private static boolean isTold(String attempt) {
        return Landlock.abi() > 0 || !BY_MODES.contains(attempt);
    }

    @Test
    void withoutAJailTheKernelKnowsTheirPathsAllTheSame() throws IOException, InterruptedException {
        assumeTrue(Landlock.abi() > 0, "this kernel has no Landlock");
        for (String program : new String[] {"newapc", "upsd"}) {
            List<String> done = whatWasDone(intrude(program, Layout.DRIVER_USER, Map.of()));
            // In /etc the C library looks up the names of hosts, and so may upsd's intruder.
            done.removeIf(line -> program.equals("upsd") && line.endsWith("/etc/hostname: done"));
            assertEquals(program.equals("upsd") ? OPENS_ITS_PORTS : List.of("read /dev: done"), done, program);
            victim.destroyForcibly();
        }
    }

    @Test
    void anIntruderWhoIsNotConfinedDoesSome() throws IOException, InterruptedException {
        List<String> tried = intrude("newapc", Layout.DRIVER_USER, Map.of(Fence.VARIABLE, "no"));

        assertTrue(tried.containsAll(List.of("read /etc/hostname: done", "read /: done", "write /tmp/x-of-the-intruder: done",
            "read /proc/self/mem: done", "make a file in memory: done", "local stream socket: done", "make a TCP socket: done")),
            tried.toString());
        Files.deleteIfExists(Path.of("/tmp/x-of-the-intruder"));
    }

    @Test
    void everyThreadOfDriverUpsdAndWatcherIsConfined() throws IOException, InterruptedException {
        Layout layout = new Layout(TREE, folder, true, FreePort.find(), 1);
        Map<String, String> states = new TreeMap<>();
        try (Chain chain = Chain.start(layout)) {
            Await.until("the watcher has locked itself in", 30, () -> {
                states.clear();
                for (Inmate inmate : Inmate.of(chain)) {
                    states.put(inmate.name(), inmate.confinement());
                }
                return states.getOrDefault("upsmon WATCHER", "").contains("Seccomp 2");
            });
        }

        String nothing = "CapInh 0 CapPrm 0 CapEff 0 CapBnd 0 CapAmb 0 NoNewPrivs 1 Seccomp 2 Seccomp_filters 1; core 0 files ";
        assertEquals(nothing + "128", states.get("newapc"));
        assertTrue(states.get("upsd").startsWith(nothing.replace("filters 1", "filters 2")), states.toString());
        // What it needed until it had locked itself in.
        assertEquals(nothing.replace("CapBnd 0", "CapBnd 400c4") + "256", states.get("upsmon WATCHER"));
    }

    @Test
    void aLogDaemonThatWasStartedAnewIsFoundInTheJail() throws IOException, InterruptedException {
        Layout layout = new Layout(TREE, folder, true, FreePort.find(), 1);
        Chain chain;
        try (UnixDatagram _ = DevLog.listen()) {
            chain = Chain.start(layout);
        }
        DevLog.remove();
        Path device = layout.jail().resolve("dev/log");
        try (chain; UnixDatagram anew = UnixDatagram.bind(device.toString())) {
            Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw-rw-"));
            StringBuilder heard = new StringBuilder();
            AtomicBoolean mains = new AtomicBoolean(true);
            // A daemon looks for it once a second at most, when it has something to say.
            Await.until("newapc is heard there", 60, () -> {
                mains.set(!mains.get());
                chain.tell(mains.get() ? "mains on" : "mains off");
                heard.append(anew.receive(2048, Duration.ofMillis(500)).map(line -> new String(line, StandardCharsets.UTF_8)).orElse(""));
                return heard.toString().contains("newapc[");
            });
        }
    }

    private List<String> whatWasDone(List<String> tried) {
        assertTrue(tried.size() >= ATTEMPTS, tried.toString());
        assertTrue(victim.isAlive());
        return new ArrayList<>(tried.stream().filter(line -> !REFUSED.contains(line.substring(line.lastIndexOf(':'))))
            .filter(line -> !line.equals(AS_ON_AN_OLDER_KERNEL))
            .filter(line -> !(line.endsWith(ABSENT) && line.matches("(read|write|mkdir|remove).*"))).filter(SandboxIT::isTold).toList());
    }

    private List<String> intrudeIntoJail(String program, String user) throws IOException, InterruptedException {
        Path jail = folder.resolve("jail");
        Path conf = Files.createDirectory(folder.resolve("etc"));
        Files.writeString(conf.resolve("ups.conf"), "[su700]\n driver = newapc\n port = /dev/ttyS1\n");
        Files.writeString(conf.resolve("upsd.conf"), "LISTEN 127.0.0.1\n");
        Files.writeString(conf.resolve("upsd.users"), "[admin]\n password = secret\n");
        run(TREE.resolve("sbin/mkjail").toString(), "--tree", TREE.toString(), "--config", conf.toString(), "--ids",
            "nutdev=64001,nutsrv=64002,nut=64000", jail.toString());
        run("mknod", "-m", "666", jail.resolve("dev/ttyS1").toString(), "c", "1", "3");
        return intrude(program, user, Map.of(), () -> {
            Files.writeString(conf.resolve("updated.dev"), "");
            run(TREE.resolve("sbin/mkjail").toString(), jail.toString());
        }, "-r", jail.toString());
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("command.out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertEquals(0, process.waitFor(), Files.readString(said));
    }

    /** Something that happens while the intruder waits. */
    private interface Event {
        void happen() throws IOException, InterruptedException;
    }

    private List<String> intrude(String program, String user, Map<String, String> environment) throws IOException, InterruptedException {
        return intrude(program, user, environment, null);
    }

    private List<String> intrude(String program, String user, Map<String, String> environment, Event update, String... flags)
        throws IOException, InterruptedException {
        String[] id = user.split(":");
        victim = new ProcessBuilder("/usr/bin/setpriv", "--reuid=" + id[0], "--regid=" + id[1], "--clear-groups", "sleep", "1000").start();
        Path jar = folder.resolve("intruder.jar");
        ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "-c", "-f", jar.toString(), "-C", "target/test-classes",
            "nut/jail/Intruder.class", "-C", "target/test-classes", "nut/jail/Intruder$Syscall.class");
        if (flags.length > 0) {
            Path inside = Path.of(flags[1] + jar);
            Files.createDirectories(inside.getParent());
            Files.copy(jar, inside);
        }
        Path said = folder.resolve("intruder.out");
        List<String> line = new ArrayList<>(List.of(TREE.resolve("runtime/bin/java").toString(), "--enable-native-access=ALL-UNNAMED",
            "-cp", jar.toString(), Intruder.class.getName(), "-F", "-u", user));
        line.addAll(List.of(flags));
        line.addAll(List.of(program, Long.toString(victim.pid()), Integer.toString(server.getLocalPort())));
        if (update != null) {
            line.add("/usr/local/ups/etc/updated.dev");
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "--add-modules=nut.driver,nut.upsd"
            + " --add-exports=nut.driver/nut.driver.core=ALL-UNNAMED --add-exports=nut.driver/nut.driver.apc=ALL-UNNAMED");
        builder.environment().putAll(environment);
        Process intruder = builder.start();
        try {
            if (update != null) {
                Await.until("the intruder has looked around", 60, () -> Files.readString(said).contains("waits\n"));
                update.happen();
            }
            assertTrue(intruder.waitFor(60, TimeUnit.SECONDS), "the intruder does not end");
        } finally {
            intruder.destroyForcibly();
        }
        assertEquals(0, intruder.exitValue(), Files.readString(said));
        try (Stream<String> lines = Files.lines(said)) {
            return new ArrayList<>(lines.filter(attempt -> attempt.matches(".*: (\\d+|done)")).toList());
        }
    }
}
