package nut.jail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nut.common.posix.Credentials;
import nut.common.posix.PosixException;
import nut.common.posix.UnixDatagram;
import nut.jail.chain.Await;
import nut.jail.chain.Chain;
import nut.jail.chain.ChainFault;
import nut.jail.chain.FreePort;
import nut.jail.chain.Layout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chain on the installed tree: every link a process of its own; by root in a real chroot, each as its real user. */
@Timeout(180)
class ChainIT {
    private static final int SECONDS = 30;
    private static final int SPEED = 20;
    private static final int EVENTS = 60;
    /** What strace writes when a read() returns a byte, less what it has written before: all of the line, a part, or nothing. */
    private static final Pattern READ_RETURNS = Pattern.compile(
        "(\\d+ +read\\(\\d+, )?( <unfinished \\.\\.\\.>\n)?(\\d+ +<\\.\\.\\. read resumed>)?\"[^\"]*\", 1\\) += 1\n");

    @TempDir
    private Path folder;
    private Layout layout;

    @BeforeEach
    void lay() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        layout = new Layout(Path.of(System.getProperty("nut.tree")), folder, Credentials.isRoot(), FreePort.find(), SPEED);
    }

    @Test
    void aPowerFailureShutsTheMachineDownOnceAndThePowerComesBack() throws IOException, InterruptedException {
        try (Chain chain = Chain.start(layout)) {
            chain.tell("mains off");
            see("the UPS sends '!'", () -> chain.upsLog().first("TX 21", 0).isPresent());
            see("the driver publishes OB", () -> chain.publishedStatus().contains("OB"));
            see("upsd serves OB", () -> chain.servedStatus().contains("OB"));
            see("NOTIFYCMD runs", () -> Files.readString(layout.notified()).contains("ONBATT"));
            assertFalse(Files.exists(layout.shutDown()), "on battery is no reason to shut down");

            chain.tell("battery low");
            see("upsd serves FSD", () -> chain.servedStatus().contains("FSD"));
            see("SHUTDOWNCMD runs", () -> Files.exists(layout.shutDown()));
            see("NOTIFYCMD hears of the shutdown", () -> Files.readString(layout.notified()).contains("SHUTDOWN"));
            chain.lateShutdown();
            see("the UPS is told to cut the power", () -> chain.upsLog().first("RX 53", 0).isPresent());
            see("it does", () -> chain.upsLog().first("EVENT LOAD CUT", 0).isPresent());
            chain.tell("mains on");
            see("the load is on again", () -> chain.upsLog().first("EVENT LOAD ON", 0).isPresent());
        }

        assertEquals(1, Files.readAllLines(layout.shutDown()).size(), "SHUTDOWNCMD runs once");
        assertEquals(List.of(), complaintsOfTheJvm());
        List<String> notified = notifications();
        assertEquals("ONBATT", notified.getFirst());
        assertEquals(List.of("LOWBATT", "ONBATT", "SHUTDOWN"), notified.stream().sorted().toList());
    }

    @Test
    void eachProcessIsItsUserAndStaysInItsRoot() throws IOException, InterruptedException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can enter a chroot and change users");
        try (Chain chain = Chain.start(layout)) {
            String jail = layout.jail().toRealPath().toString();
            Map<String, String> wanted = new TreeMap<>(Map.of(
                "newapc", "64001:64000 [64000] 0000000000000000 in " + jail,
                "upsd", "64002:64000 [64000] 0000000000000000 in " + jail,
                "upsmon", "0:0 in /",
                "upsmon NOTIFIER", "64003:64000 [64000] 0000000000000000 in /",
                "upsmon WATCHER", "64003:64000 [64000] 0000000000000000 in " + folder.toRealPath().resolve("run/upsmon.empty")));
            assertEquals(wanted, settled(chain, wanted));
            assertEquals(List.of(), List.of(folder.resolve("run/upsmon.empty").toFile().list()));
            for (String absent : new String[] {"bin/sh", "usr/bin/sh", "bin/bash", "proc/self", "usr/local/ups/etc/upsmon.conf"}) {
                assertFalse(Files.exists(layout.jail().resolve(absent)), absent);
            }
        }
    }

    @Test
    void syslogHearsTheDaemonsInTheJail() throws IOException, InterruptedException {
        assumeTrue(Credentials.isRoot(), "this test needs root: only root can enter a chroot, and listen on /dev/log");
        StringBuilder heard = new StringBuilder();
        try (UnixDatagram syslog = DevLog.listen()) {
            try (Chain chain = Chain.start(layout)) {
                chain.tell("mains off");
                see("newapc tells of OB", () -> hears(syslog, heard, "newapc[", "OL -> OB"));
                chain.tell("mute");
                see("upsd tells of stale data", () -> hears(syslog, heard, "upsd[", "stale"));
            }
        } finally {
            DevLog.remove();
        }
    }

    private static boolean hears(UnixDatagram syslog, StringBuilder heard, String program, String what) throws PosixException {
        Optional<byte[]> line = syslog.receive(2048, Duration.ZERO);
        for (; line.isPresent(); line = syslog.receive(2048, Duration.ZERO)) {
            heard.append(new String(line.get(), StandardCharsets.UTF_8)).append('\n');
        }
        return heard.toString().lines().anyMatch(said -> said.contains(program) && said.contains(what));
    }

    @Test
    void debiansClientsReadWhatOursRead() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/upsc")), "this test needs Debian's package nut-client");
        try (Chain chain = Chain.start(layout)) {
            Process theirs = new ProcessBuilder("/bin/upsc", chain.address()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            List<String> their = names(new String(theirs.getInputStream().readAllBytes()));

            assertEquals(names(chain.run("bin/upsc", chain.address())), their);
            assertTrue(their.containsAll(List.of("ups.status", "battery.charge", "ups.model")), their.toString());
        }
    }

    @Test
    void debiansUpsmonIsASecondaryThatGoesDownFirst() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/lib/nut/upsmon")), "this test needs Debian's package nut-client");
        assumeTrue(Credentials.isRoot(), "this test needs root: Debian's upsmon wants it");
        Path conf = Files.createDirectory(folder.resolve("debian"));
        Path down = folder.resolve("debian-down");
        Files.writeString(conf.resolve("upsmon.conf"), layout.monitorLine("secondary") + "MINSUPPLIES 1\nSHUTDOWNCMD \"date +%s.%N >> "
            + down + "\"\nPOLLFREQ 1\nPOLLFREQALERT 1\nHOSTSYNC 15\nDEADTIME 15\nFINALDELAY 0\nRUN_AS_USER root\n");
        try (Chain chain = Chain.start(layout)) {
            ProcessBuilder builder = new ProcessBuilder("/lib/nut/upsmon", "-F", "-p").redirectErrorStream(true)
                .redirectOutput(folder.resolve("debian.out").toFile());
            builder.environment().putAll(Map.of("NUT_CONFPATH", conf.toString(), "NUT_ALTPIDPATH", conf.toString()));
            Process theirs = builder.start();
            try {
                see("Debian's upsmon logs in", () -> chain.logins() == 2);
                chain.tell("mains off");
                chain.tell("battery low");
                see("Debian's SHUTDOWNCMD runs", () -> Files.exists(down));
                see("our SHUTDOWNCMD runs", () -> Files.exists(layout.shutDown()));
            } finally {
                theirs.destroyForcibly().waitFor();
            }
        }

        assertEquals(1, Files.readAllLines(down).size());
        assertEquals(1, Files.readAllLines(layout.shutDown()).size());
        double primary = Double.parseDouble(Files.readString(layout.shutDown()).split(" ")[0]);
        assertTrue(Double.parseDouble(Files.readString(down).strip()) < primary, "the primary goes down last");
    }

    @Test
    @Timeout(600)
    void theParentOfUpsmonMakesNoSystemCallButReadUntilTheOrderComes() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "this test needs Debian's package strace");
        assumeTrue(Credentials.isRoot(), "this test needs root: it traces upsmon's root process");
        Path trace = folder.resolve("trace");
        Path said = folder.resolve("strace.out");
        int settled;
        try (Chain chain = Chain.start(layout)) {
            see("the parent's last thread has started and sleeps", () -> sleeps(chain.upsmon().pid(), "orders"));
            Process strace = new ProcessBuilder("strace", "-f", "-p", Long.toString(chain.upsmon().pid()), "-o", trace.toString())
                .redirectErrorStream(true).redirectOutput(said.toFile()).start();
            try {
                see("strace is attached", () -> Files.readString(said).contains("attached"));
                failAndReturn(chain, 1);
                // Until the first news has gone through, strace may still have been attaching itself to the last threads.
                settled = Files.readString(trace).length();
                anHoursWorthOfEvents(chain);
                chain.tell("mains off");
                chain.tell("battery low");
                see("SHUTDOWNCMD runs", () -> Files.exists(layout.shutDown()));
            } finally {
                strace.destroy();
                strace.waitFor();
            }
        }

        String calls = Files.readString(trace);
        String after = calls.substring(settled);
        assertTrue(READ_RETURNS.matcher(after).lookingAt(),
            "the first call to return is the read of one byte:\n" + after.lines().limit(5).collect(Collectors.joining("\n")));
        assertTrue(calls.substring(0, settled + after.indexOf(", 1) ")).contains(" read("), "the parent was in that read");
    }

    /** A power failure a minute; now and then the driver is started anew, and once upsd. */
    private void anHoursWorthOfEvents(Chain chain) throws IOException, InterruptedException {
        for (int failure = 2; failure <= EVENTS; failure++) {
            failAndReturn(chain, failure);
            if (failure % (EVENTS / 3) == 0) {
                chain.restartDriver();
            }
            if (failure == EVENTS / 2) {
                chain.restartUpsd();
            }
        }
    }

    private void failAndReturn(Chain chain, int count) throws IOException {
        chain.tell("mains off");
        see("NOTIFYCMD hears of failure " + count, () -> count(Files.readAllLines(layout.notified()), "ONBATT") == count);
        chain.tell("mains on");
        see("NOTIFYCMD hears of return " + count, () -> count(Files.readAllLines(layout.notified()), "ONLINE") == count);
    }

    private static Map<String, String> inmates(Chain chain) throws IOException {
        Map<String, String> seen = new TreeMap<>();
        for (Inmate inmate : Inmate.of(chain)) {
            seen.put(inmate.name(), inmate.identity() + " in " + inmate.root());
        }
        return seen;
    }

    /**
     * The watcher can log in before the notifier has dropped its privileges, and before the parent has rehearsed its commands, which are
     * seen meanwhile.
     *
     * @return what was wanted, or what there was at last
     */
    private static Map<String, String> settled(Chain chain, Map<String, String> wanted) {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
        try {
            see("all have settled", () -> {
                seen.set(inmates(chain));
                return seen.get().equals(wanted);
            });
        } catch (ChainFault never) {
            System.out.println(never.getMessage());
        }
        return seen.get();
    }

    /** What a JVM says on its own account, in a tree that is put together rightly: nothing. */
    private List<String> complaintsOfTheJvm() throws IOException {
        List<String> complaints = new ArrayList<>();
        try (DirectoryStream<Path> outputs = Files.newDirectoryStream(folder, "*.out")) {
            for (Path output : outputs) {
                Files.readAllLines(output).stream().filter(line -> line.startsWith("WARNING") || line.contains("[error]")
                    || line.contains("Exception")).forEach(line -> complaints.add(output.getFileName() + ": " + line));
            }
        }
        return complaints;
    }

    private static long count(List<String> lines, String type) {
        return lines.stream().filter(line -> line.contains(" " + type + " ")).count();
    }

    private static boolean sleeps(long pid, String thread) throws IOException {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).equals(thread + "\n")) {
                    return Files.readString(task.resolve("status")).contains("State:\tS");
                }
            }
            return false;
        }
    }

    /** Of the failure, in the order in which their commands ran: each is a process of its own, and does not wait for the one before. */
    private List<String> notifications() throws IOException {
        List<String> types = new ArrayList<>();
        for (String line : Files.readAllLines(layout.notified())) {
            String type = line.split(" ")[1];
            if (List.of("ONBATT", "LOWBATT", "SHUTDOWN").contains(type)) {
                types.add(type);
            }
        }
        return types;
    }

    private static List<String> names(String said) {
        return said.lines().filter(line -> line.contains(": ")).map(line -> line.substring(0, line.indexOf(':'))).toList();
    }

    private static void see(String what, Callable<Boolean> condition) {
        Await.until(what, SECONDS, condition);
    }
}
