package nut.upsmon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import nut.common.daemon.PidFile;
import nut.common.posix.Credentials;

/** A real upsmon in a directory of its own: as root its watcher and notifier are 64003:64000, else all three are who runs the test. */
final class RunningUpsmon implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final boolean ROOT = Credentials.isRoot();
    private static final long BETWEEN_LOOKS_NANOS = 10_000_000L;

    private final Path directory;
    private final String classPath;
    private final List<Process> processes = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    record Ended(int exit, String output) {
    }

    RunningUpsmon(Path directory) throws IOException {
        this.directory = directory;
        this.classPath = jars(directory);
        for (String name : List.of("etc", "run", "told")) {
            Files.createDirectory(directory.resolve(name));
        }
        mode(directory, "rwxr-xr-x");
        mode(directory.resolve("told"), "rwxrwxrwx");
        script("notify", "echo said; echo said >&2; printf '%s|%s|%s\\n' \"$NOTIFYTYPE\" \"$UPSNAME\" \"$1\" >> " + told("notified"));
        script("shut-down", "test -e " + flag() + " && echo flag >> " + told("down") + "; id -u >> " + told("down")
            + "; echo down >> " + told("down"));
    }

    /** Archives, as an installed tree has: a process in an empty root directory can open no more files. */
    private static String jars(Path directory) throws IOException {
        Path modules = Files.createDirectory(directory.resolve("jars"));
        List<String> path = new ArrayList<>();
        String all = String.join(File.pathSeparator, Path.of("target/classes").toAbsolutePath().toString(),
            System.getProperty("jdk.module.path", ""), System.getProperty("java.class.path", ""));
        for (String entry : all.split(File.pathSeparator)) {
            if (entry.endsWith("test-classes") || entry.isEmpty() || path.contains(entry)) {
                continue;
            }
            if (Files.isDirectory(Path.of(entry))) {
                String jar = modules.resolve(Integer.toHexString(entry.hashCode()) + ".jar").toString();
                if (!path.contains(jar)) {
                    ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "-c", "-f", jar, "-C", entry, ".");
                    path.add(jar);
                }
            } else if (Files.exists(Path.of(entry))) {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private void script(String name, String line) throws IOException {
        mode(Files.writeString(directory.resolve(name), "#!/bin/sh\n" + line + "\n"), "rwxr-xr-x");
    }

    /** Lines that come before the usual ones: MONITOR lines, and whatever a test wants otherwise. */
    RunningUpsmon configure(String... lines) throws IOException {
        Path conf = directory.resolve("etc/upsmon.conf");
        List<String> text = new ArrayList<>(List.of("RUN_AS_USER 64003:64000", "SHUTDOWNCMD " + directory.resolve("shut-down"),
            "POWERDOWNFLAG " + flag(), "NOTIFYCMD " + directory.resolve("notify"), "POLLFREQ 1", "POLLFREQALERT 1", "DEADTIME 3",
            "FINALDELAY 0", "HOSTSYNC 2", "SHUTDOWNFALLBACK \"\""));
        for (String type : List.of("ONLINE", "ONBATT", "LOWBATT", "FSD", "COMMOK", "COMMBAD", "SHUTDOWN", "REPLBATT", "NOCOMM")) {
            text.add("NOTIFYFLAG " + type + " EXEC");
        }
        text.addAll(List.of(lines));
        Files.write(conf, text);
        mode(conf, "rw-r-----");
        return this;
    }

    /** Sets a variable of the environment that it is started with. */
    RunningUpsmon environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    RunningUpsmon start(String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-F", "-F"));
        arguments.addAll(List.of(flags));
        return startWith(arguments.toArray(String[]::new));
    }

    /** Starts it with these flags and no others; they must keep it in the foreground. */
    RunningUpsmon startWith(String... flags) throws IOException {
        begin(flags);
        until("watcher and notifier are up",
            () -> log().contains("Logged in to UPS") || log().contains("Login on UPS") || !process.isAlive());
        return this;
    }

    /** Starts it with these flags and no others, and does not wait for anything. */
    RunningUpsmon begin(String... flags) throws IOException {
        process = launch("log", List.of(flags));
        return this;
    }

    /** Starts it, and sends a signal as soon as upsmon -c would find it. */
    RunningUpsmon startAndSignal(int signal) throws IOException {
        process = launch("log", List.of("-F", "-F"));
        until("the pid file is held", () -> PidFile.signal(directory.resolve("run/upsmon.pid"), signal).isPresent());
        return this;
    }

    /** Another upsmon that does something and ends. */
    Ended call(String... arguments) throws IOException {
        Process call = launch("call", List.of(arguments));
        return new Ended(end(call), Files.readString(directory.resolve("call")));
    }

    /** What an {@link Intruder} says. */
    List<String> intrude(String root, long victim, int port, String... stubs) throws IOException {
        String jar = directory.resolve("intruder.jar").toString();
        ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "-c", "-f", jar, "-C", "target/test-classes",
            "nut/upsmon/Intruder.class");
        Process intruder = launch("intruder", classPath + File.pathSeparator + jar, Intruder.class.getName(),
            Stream.concat(Stream.of(root, Long.toString(victim), Integer.toString(port)), Stream.of(stubs)).toList());
        assertEquals(0, end(intruder), text(directory.resolve("intruder")));
        return text(directory.resolve("intruder")).lines().toList();
    }

    private Process launch(String output, List<String> arguments) throws IOException {
        return launch(output, classPath, Main.class.getName(), arguments);
    }

    private Process launch(String output, String path, String main, List<String> arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", path, main));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(directory.resolve(output).toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.equals("NOTIFY_SOCKET"));
        builder.environment().put("NUT_CONFPATH", directory.resolve("etc").toString());
        builder.environment().put("NUT_PIDPATH", directory.resolve("run").toString());
        builder.environment().putAll(environment);
        Process started = builder.start();
        processes.add(started);
        return started;
    }

    int end() {
        return end(process);
    }

    private static int end(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("upsmon does not end");
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
        return process.exitValue();
    }

    Process parent() {
        return process;
    }

    ProcessHandle child(String role) {
        return process.children().filter(child -> commandLine(child).contains("role=" + role)).findFirst().orElseThrow();
    }

    private static String commandLine(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** What the kernel tells of each thread of a process (/proc/PID/task/TID/status); one that ends meanwhile is left out. */
    static List<String> threads(ProcessHandle process) {
        List<String> statuses = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path task : tasks.toList()) {
                try {
                    statuses.add(Files.readString(task.resolve("status")));
                } catch (IOException ended) {
                    continue;
                }
            }
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
        return statuses;
    }

    OptionalLong pidFileHolder() {
        return PidFile.holder(directory.resolve("run/upsmon.pid"));
    }

    Path told(String name) {
        return directory.resolve("told").resolve(name);
    }

    Path flag() {
        return directory.resolve("killpower");
    }

    String log() {
        return text(directory.resolve("log"));
    }

    /** What NOTIFYCMD was called with: type, UPS, message. */
    List<String> notified() {
        return text(told("notified")).lines().toList();
    }

    boolean wasNotified(String type) {
        return notified().stream().anyMatch(line -> line.startsWith(type + "|"));
    }

    List<String> down() {
        return text(told("down")).lines().toList();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    void until(String what, BooleanSupplier condition) {
        try {
            await(what, condition);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "; log: " + log() + notified(), late);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    @Override
    public void close() {
        pidFileHolder().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(left -> {
            left.descendants().forEach(ProcessHandle::destroyForcibly);
            left.destroyForcibly();
        }));
        for (Process one : processes) {
            one.descendants().forEach(ProcessHandle::destroyForcibly);
            one.destroyForcibly();
        }
    }
}
