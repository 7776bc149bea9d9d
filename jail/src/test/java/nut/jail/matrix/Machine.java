package nut.jail.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nut.common.posix.Credentials;
import nut.jail.chain.Layout;

/**
 * A machine that a UPS feeds, as far as upsmon goes: a whole upsmon, ours or Debian's, with a folder of its own. Instead of shutting down
 * it notes the time. As root, watcher and notifier are a user of their own.
 */
final class Machine implements AutoCloseable {
    private static final Path DEBIANS = Path.of("/lib/nut/upsmon");
    private static final List<String> TYPES = List.of("ONLINE", "ONBATT", "LOWBATT", "FSD", "COMMOK", "COMMBAD", "SHUTDOWN", "REPLBATT",
        "NOCOMM");

    private final String name;
    private final Path tree;
    private final Path folder;
    private final boolean debians;
    private Process upsmon;

    /** A machine that is not running; its folder is made. */
    Machine(String name, Path tree, Path folder, boolean debians) throws IOException {
        this.name = name;
        this.tree = tree;
        this.folder = folder;
        this.debians = debians;
        for (String part : List.of("etc", "run", "told")) {
            Files.createDirectories(folder.resolve(part));
        }
        mode(folder.resolve("told"), "rwxrwxrwx");
        script("shut-down", "date +%s.%N >> " + folder.resolve("told/down"));
        script("notify", "echo \"$NOTIFYTYPE $UPSNAME\" >> " + folder.resolve("told/notified"));
    }

    /** Who it is in a story. */
    String name() {
        return name;
    }

    /** Writes its upsmon.conf: the lines that all have, and these, which outdo them. */
    void configure(List<String> lines) throws IOException {
        List<String> text = new ArrayList<>(List.of("SHUTDOWNCMD " + folder.resolve("shut-down"), "NOTIFYCMD " + folder.resolve("notify"),
            "POWERDOWNFLAG " + folder.resolve("killpower"), "POLLFREQ 1", "POLLFREQALERT 1"));
        if (Credentials.isRoot()) {
            text.add("RUN_AS_USER " + (debians ? "root" : Layout.MONITOR_USER));
        }
        if (!debians) {
            // A machine that runs tests must not go down, whatever becomes of its folder.
            text.add("SHUTDOWNFALLBACK \"\"");
        }
        for (String type : TYPES) {
            text.add("NOTIFYFLAG " + type + " EXEC");
        }
        text.addAll(lines);
        Path conf = folder.resolve("etc/upsmon.conf");
        Files.write(conf, text);
        mode(conf, "rw-r-----");
    }

    /** Starts upsmon. */
    void start() throws IOException {
        upsmon = launch("log", debians ? List.of(DEBIANS.toString(), "-F", "-p") : List.of(ours(), "-F", "-F"), Map.of());
    }

    /** Starts ours, whose three JVMs say in its log which classes they load, and from where. */
    void startTellingOfClasses() throws IOException {
        upsmon = launch("log", List.of(ours(), "-F", "-F"), Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load=info:stdout"));
    }

    /** The lines of upsmon's log. */
    List<String> log() {
        return text("log").lines().toList();
    }

    /** Tells upsmon what {@code upsmon -c} can tell. */
    void tell(String command) throws IOException, InterruptedException {
        Process call = launch("call", List.of(ours(), "-c", command), Map.of());
        if (call.waitFor() != 0) {
            throw new AssertionError("upsmon -c " + command + " on " + name + " says: " + text("call"));
        }
    }

    private String ours() {
        return tree.resolve("sbin/upsmon").toString();
    }

    private Process launch(String output, List<String> line, Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(folder.resolve(output).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("NUT_") || variable.equals("NOTIFY_SOCKET"));
        String run = folder.resolve("run").toString();
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.resolve("etc").toString(), "NUT_PIDPATH", run, "NUT_ALTPIDPATH", run,
            "NUT_STATEPATH", run));
        builder.environment().putAll(more);
        return builder.start();
    }

    /** The process of ours that talks to upsd. */
    ProcessHandle watcher() {
        return upsmon.children().filter(child -> commandLine(child).contains("role=WATCHER")).findFirst().orElseThrow();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    /** Whether upsmon runs; after SHUTDOWNCMD it ends. */
    boolean isUp() {
        return upsmon.isAlive();
    }

    /** When SHUTDOWNCMD ran, once for each run. */
    List<Instant> shutdowns() {
        return text("told/down").lines().map(Machine::instant).toList();
    }

    private static Instant instant(String seconds) {
        BigDecimal time = new BigDecimal(seconds);
        return Instant.ofEpochSecond(time.longValue(), time.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    /** Whether POWERDOWNFLAG is set. */
    boolean asksForPowerOff() {
        return Files.exists(folder.resolve("killpower"));
    }

    /** How often NOTIFYCMD was told so. */
    int heard(String type) {
        return (int) text("told/notified").lines().filter(line -> line.startsWith(type + " ")).count();
    }

    private String text(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void script(String script, String line) throws IOException {
        mode(Files.writeString(folder.resolve(script), "#!/bin/sh\n" + line + "\n"), "rwxr-xr-x");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** What there is to know when a test fails. */
    @Override
    public String toString() {
        String life = upsmon == null ? "never started" : upsmon.isAlive() ? "up" : "ended with " + upsmon.exitValue();
        return "\n--- %s, %s, shutdowns %s, notified %s%n%s".formatted(name, life, shutdowns(), text("told/notified").lines().toList(),
            text("log"));
    }

    @Override
    public void close() {
        if (upsmon != null) {
            upsmon.descendants().forEach(ProcessHandle::destroyForcibly);
            upsmon.destroyForcibly().onExit().join();
        }
    }
}
