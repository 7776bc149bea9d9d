package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver and a upsmon of the installed tree, as the users that they are in life, and no upsd. */
@Timeout(180)
class RegionMonitorIT {
    private static final int SECONDS = 60;
    private static final Path TREE = Path.of(System.getProperty("nut.tree"));
    private static final String UPS = Layout.UPS + "@region";

    @TempDir
    private Path folder;
    private final List<Process> processes = new ArrayList<>();
    private Path etc;
    private Path state;
    private Path told;

    @BeforeEach
    void configure() throws IOException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root becomes nutdev and nutmon, and enters a root directory");
        mode(folder, "rwxr-xr-x");
        etc = Files.createDirectory(folder.resolve("etc"));
        told = Files.createDirectory(folder.resolve("told"));
        Files.setAttribute(told, "unix:uid", 64003);
        Files.createDirectory(folder.resolve("run"));
        state = Files.createDirectory(folder.resolve("state"));
        Files.setAttribute(state, "unix:gid", 64000);
        Files.setAttribute(state, "unix:mode", 01770);
        write("ups.conf", "pollinterval = 1\n[" + Layout.UPS + "]\n driver = dummy-ups\n port = " + etc.resolve("ups.dev")
            + "\n mode = dummy-once\n");
        act("OL");
        script("notify", "echo \"$NOTIFYTYPE $UPSNAME\" >> " + told.resolve("notified"));
        script("down", "id -u >> " + folder.resolve("downs"));
        StringBuilder conf = new StringBuilder("""
            MONITOR %s 1 - - primary
            STATEPATH %s
            RUN_AS_USER %s
            NOTIFYCMD %s
            SHUTDOWNCMD %s
            SHUTDOWNFALLBACK ""
            FINALDELAY 0
            HOSTSYNC 600
            """.formatted(UPS, state, Layout.MONITOR_USER, folder.resolve("notify"), folder.resolve("down")));
        for (String type : List.of("ONLINE", "ONBATT", "LOWBATT", "FSD", "COMMOK", "COMMBAD", "SHUTDOWN", "SHUTDOWN_HOSTSYNC")) {
            conf.append("NOTIFYFLAG ").append(type).append(" EXEC\n");
        }
        write("upsmon.conf", conf.toString());
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes.reversed()) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void aPowerFailureEndsInOneShutdownThatWaitsForNobody() throws IOException, InterruptedException {
        drive();
        Process upsmon = monitor();
        act("OB");
        see("ONBATT is told", () -> notified().contains("ONBATT " + UPS));
        act("OB LB");
        see("SHUTDOWNCMD runs", () -> Files.exists(folder.resolve("downs")));
        int status = upsmon.waitFor();

        assertEquals(0, status, said("upsmon"));
        assertEquals(List.of("0"), Files.readAllLines(folder.resolve("downs")));
        // People may not be told of the end in time, but of what led there. Commands run beside each other: that of FSD may overtake.
        see("LOWBATT is told", () -> notified().contains("LOWBATT " + UPS));
        assertEquals("ONBATT " + UPS, notified().getFirst());
        assertTrue(notified().stream().noneMatch(line -> line.startsWith("SHUTDOWN_HOSTSYNC")), notified().toString());
    }

    @Test
    void aDriverThatIsKilledIsToldAndSoIsTheNextOne() throws IOException, InterruptedException {
        Process driver = drive();
        monitor();
        driver.destroyForcibly().waitFor();
        see("COMMBAD is told", () -> notified().contains("COMMBAD " + UPS));
        drive();
        see("COMMOK is told", () -> notified().contains("COMMOK " + UPS));
        act("OB");
        see("ONBATT is told", () -> notified().contains("ONBATT " + UPS));

        assertEquals(List.of("COMMBAD " + UPS, "COMMOK " + UPS, "ONBATT " + UPS), notified());
        assertTrue(said("upsmon").contains("Poll UPS [" + UPS + "] failed - DRIVER-NOT-CONNECTED"), said("upsmon"));
    }

    @Test
    void theWatcherLivesInTheStateDirectoryAndTheDrillFindsAllWell() throws IOException, InterruptedException {
        drive();
        Process upsmon = monitor();
        ProcessHandle watcher = upsmon.children().filter(child -> line(child, "cmdline").contains("role=WATCHER")).findFirst()
            .orElseThrow();
        Process drill = start("drill", "sbin/upsmon", "--drill");

        assertEquals(0, drill.waitFor(), said("drill"));
        assertTrue(said("drill").contains("ok     " + UPS + " has status OL"), said("drill"));
        assertEquals(state.toRealPath(), Files.readSymbolicLink(proc(watcher, "root")));
        assertTrue(line(watcher, "status").contains("Uid:\t64003\t64003\t64003\t64003\n"), line(watcher, "status"));
        assertTrue(line(watcher, "status").contains("CapEff:\t0000000000000000\nCap") && line(watcher, "status").contains("Seccomp:\t2"),
            line(watcher, "status"));
        assertTrue(line(watcher, "environ").matches("(?s)(.*\0)?CLASSPATH=/[^\0/]{256,}\0.*"), "classes would be looked for in its root");
    }

    @Test
    void aUserWhoMayNotReadTheStateDirectoryIsSaidAtTheStart() throws IOException, InterruptedException {
        Files.writeString(etc.resolve("upsmon.conf"), Files.readString(etc.resolve("upsmon.conf")) + "RUN_AS_USER 64003:64009\n");
        Process upsmon = start("upsmon", "sbin/upsmon", "-F");

        assertEquals(1, upsmon.waitFor(), said("upsmon"));
        assertTrue(said("upsmon").contains("may not read the state directory " + state), said("upsmon"));
    }

    private Process drive() throws IOException {
        Process driver = start("driver", "bin/dummy-ups", "-F", "-a", Layout.UPS, "-u", Layout.DRIVER_USER);
        see("the driver has a region", () -> Files.exists(state.resolve(Layout.UPS + ".state")));
        return driver;
    }

    /** Starts upsmon, and returns when it has found the driver. */
    private Process monitor() throws IOException {
        Process upsmon = start("upsmon", "sbin/upsmon", "-F", "-F");
        see("upsmon reads the region", () -> said("upsmon").contains("Connected to UPS [" + Layout.UPS + "]"));
        see("upsmon is up", () -> Files.exists(folder.resolve("run/upsmon.pid")));
        return upsmon;
    }

    /** Has the driver publish a status within its poll interval. */
    private void act(String status) throws IOException {
        Path draft = Files.writeString(etc.resolve("ups.dev.new"), "ups.status: " + status + "\n");
        mode(draft, "rw-r--r--");
        Files.move(draft, etc.resolve("ups.dev"), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> notified() throws IOException {
        return Files.exists(told.resolve("notified")) ? Files.readAllLines(told.resolve("notified")) : List.of();
    }

    private void see(String what, Callable<Boolean> condition) {
        try {
            Await.until(what, SECONDS, condition);
        } catch (RuntimeException late) {
            throw new AssertionError(late.getMessage() + ": " + said("driver") + said("upsmon"), late);
        }
    }

    private String said(String program) {
        return text(folder.resolve(program + ".out"));
    }

    private static Path proc(ProcessHandle process, String name) {
        return Path.of("/proc", Long.toString(process.pid()), name);
    }

    private static String line(ProcessHandle process, String name) {
        return text(proc(process, name));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException gone) {
            return "";
        }
    }

    private Process start(String name, String program, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(TREE.resolve(program).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".out").toFile()));
        builder.environment().put("NUT_CONFPATH", etc.toString());
        builder.environment().put("NUT_STATEPATH", (name.equals("driver") ? state : folder.resolve("elsewhere")).toString());
        builder.environment().put("NUT_ALTPIDPATH", (name.equals("driver") ? state : folder.resolve("run")).toString());
        builder.environment().put("NUT_PIDPATH", folder.resolve("run").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void script(String name, String text) throws IOException {
        mode(Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n"), "rwxr-xr-x");
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(etc.resolve(name), text);
        Files.setAttribute(file, "unix:gid", 64000);
        mode(file, "rw-r-----");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
