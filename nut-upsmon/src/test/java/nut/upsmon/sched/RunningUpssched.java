package nut.upsmon.sched;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Real calls of upssched with a configuration of their own, and the daemons that they start. */
final class RunningUpssched implements AutoCloseable {
    static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long BETWEEN_LOOKS_NANOS = 10_000_000L;
    private static final String DAEMON = "-Dnut.upssched.timers=true";

    private final Path directory;
    private final List<Path> outputs = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();

    record Ended(int exit, String output) {
    }

    /** With a CMDSCRIPT that writes down what it is called with, and hangs when it is called so. */
    RunningUpssched(Path directory, String... rules) throws IOException {
        this.directory = directory;
        Path script = Files.writeString(directory.resolve("cmd"), "#!/bin/sh\necho chatter; echo chatter >&2\n"
            + "printf '%s|%s|%s|%s|%s\\n' \"$#\" \"$1\" \"$NOTIFYTYPE\" \"$UPSNAME\" \"$NOTIFYMSG\" >> " + directory.resolve("called")
            + "\ncase $1 in hang) exec sleep 1000;; bad) exit 3;; esac\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> conf = new ArrayList<>(List.of("CMDSCRIPT " + script, "PIPEFN " + pipe(), "LOCKFN " + directory.resolve("lock")));
        conf.addAll(List.of(rules));
        Files.write(directory.resolve("upssched.conf"), conf);
    }

    Path pipe() {
        return directory.resolve("pipe");
    }

    Path timers() {
        return directory.resolve("pipe.timers");
    }

    /** Whether a timer of that name is on disk. */
    boolean saved(String name) {
        try {
            return Files.exists(timers()) && Files.readString(timers()).contains('"' + name + '"');
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A call as upsmon makes it, which must end well. */
    void event(String type, String ups) throws IOException {
        Ended ended = end(launch(type, ups, "the message"));
        if (ended.exit() != 0) {
            throw new AssertionError(ended.toString());
        }
    }

    /** The timers that run, as -l shows them: of each line the field of that number, from 0. */
    List<String> listed(int field) throws IOException {
        return list().lines().filter(line -> line.contains("\t")).map(line -> line.split("\t")[field]).toList();
    }

    private String list() throws IOException {
        Ended ended = end(launch(null, null, "-l"));
        if (ended.exit() != 0) {
            throw new AssertionError(ended.toString());
        }
        return ended.output();
    }

    /** As an upsmon calls that was started at another time: in another session. */
    void eventOfAnotherUpsmon(String type, String ups) throws IOException {
        Ended ended = end(launchBy(List.of(SETSID.toString(), "--wait"), type, ups));
        if (ended.exit() != 0) {
            throw new AssertionError(ended.toString());
        }
    }

    Process launch(String type, String ups, String... arguments) throws IOException {
        return launchBy(List.of(), type, ups, arguments);
    }

    private Process launchBy(List<String> by, String type, String ups, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(by);
        line.addAll(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), Main.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.redirectOutput(Files.createTempFile(directory, "call", ".out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.startsWith("NOTIFY") || name.equals("UPSNAME"));
        builder.environment().put("NUT_CONFPATH", directory.toString());
        if (type != null) {
            builder.environment().put("NOTIFYTYPE", type);
            builder.environment().put("UPSNAME", ups);
        }
        outputs.add(builder.redirectOutput().file().toPath());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Ended end(Process process) throws IOException {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("upssched does not end");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return new Ended(process.exitValue(), Files.readString(outputs.get(started.indexOf(process))));
    }

    private static String classPath() {
        Set<String> path = new LinkedHashSet<>(List.of(Path.of("target/classes").toAbsolutePath().toString()));
        String all = System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path", "");
        for (String entry : all.split(File.pathSeparator)) {
            if (!entry.endsWith("test-classes") && !entry.isEmpty() && Files.exists(Path.of(entry))) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    /** What CMDSCRIPT was called with: number of arguments, argument, type, UPS, message. */
    List<String> called() {
        try {
            Path file = directory.resolve("called");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The timer daemons of this configuration. */
    List<ProcessHandle> daemons() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> proc(one, "cmdline").contains(DAEMON)
                && proc(one, "environ").contains("NUT_CONFPATH=" + directory + "\0")).toList();
        }
    }

    private static String proc(ProcessHandle process, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), file)), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** Kills the one daemon there is. */
    void killDaemon() {
        ProcessHandle daemon = daemons().getFirst();
        daemon.destroyForcibly();
        until("the daemon is dead", () -> !daemon.isAlive() || daemons().isEmpty());
    }

    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + "; CMDSCRIPT: " + called());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        for (ProcessHandle daemon : daemons()) {
            daemon.descendants().forEach(ProcessHandle::destroyForcibly);
            daemon.destroyForcibly();
        }
    }
}
