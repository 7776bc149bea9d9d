package nut.jail.matrix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import nut.common.posix.Credentials;

/** An upsd, ours or Debian's, and a dummy-ups of the same make for each UPS; each can be killed, stopped and started anew. */
final class UpsServer implements AutoCloseable {
    private static final Path DEBIANS = Path.of("/lib/nut");
    /** Ports that the system does not give to clients, which could have one just when upsd is to start anew. */
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;

    private final Path tree;
    private final Path folder;
    private final boolean debians;
    private final int port = freePort();
    private final Map<String, Process> running = new LinkedHashMap<>();
    private int count;
    private Instant stamp = Instant.now();

    /** A server that is not running, with its configuration. */
    UpsServer(Path tree, Path folder, Setting setting) throws IOException {
        this.tree = tree;
        this.folder = folder;
        this.debians = setting.debians().contains(Setting.UPSD);
        StringBuilder conf = new StringBuilder("pollinterval = 1\n");
        for (String ups : setting.upses()) {
            conf.append("[%s]\n driver = dummy-ups\n mode = dummy-once\n port = %s\n".formatted(ups, definition(ups)));
        }
        write("ups.conf", conf.toString());
        write("upsd.conf", "MAXAGE 6\nLISTEN 127.0.0.1 " + port + "\n");
        write("upsd.users", """
            [primary]
                password = pw
                upsmon primary
            [secondary]
                password = pw
                upsmon secondary
            """);
        Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    }

    /** The MONITOR line for a UPS of a server. */
    static String monitorLine(String ups, int port, boolean primary) {
        String role = primary ? "primary" : "secondary";
        return "MONITOR " + ups + "@127.0.0.1:" + port + " 1 " + role + " pw " + role;
    }

    private static int freePort() throws IOException {
        for (;;) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }

    private Path definition(String ups) {
        return folder.resolve(ups + ".dev");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
    }

    /** Where upsd listens on 127.0.0.1. */
    int port() {
        return port;
    }

    /** What a UPS says from now on, as soon as its driver looks. */
    void say(String ups, String status) throws IOException {
        Path draft = Files.writeString(folder.resolve(ups + ".draft"), "ups.status: " + status + "\nbattery.charge: 50\n");
        // Debian's driver sees a change by the second of the time stamp.
        stamp = stamp.plusSeconds(1);
        Files.setLastModifiedTime(draft, FileTime.from(stamp));
        Files.move(draft, definition(ups), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Starts the driver of a UPS. */
    void startDriver(String ups) throws IOException {
        launch(ups, "bin/dummy-ups", "-a", ups);
    }

    /** Starts upsd. */
    void startUpsd() throws IOException {
        launch(Setting.UPSD, "sbin/upsd");
    }

    private void launch(String who, String program, String... more) throws IOException {
        Path file = debians ? DEBIANS.resolve(Path.of(program).getFileName()) : tree.resolve(program);
        List<String> line = new ArrayList<>(List.of(file.toString(), "-F"));
        if (debians && Credentials.isRoot()) {
            line.addAll(List.of("-u", "root"));
        }
        line.addAll(List.of(more));
        Path output = folder.resolve(who + "." + ++count);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("NUT_") || variable.equals("NOTIFY_SOCKET"));
        String state = folder.resolve("state").toString();
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.toString(), "NUT_STATEPATH", state, "NUT_ALTPIDPATH", state,
            "NUT_PIDPATH", state));
        running.put(who, builder.start());
    }

    /** Kills upsd as nothing may: with SIGKILL. */
    void killUpsd() {
        kill(Setting.UPSD);
    }

    /** Kills the driver of a UPS in the same way. */
    void killDriver(String ups) {
        kill(ups);
    }

    private void kill(String who) {
        running.remove(who).destroyForcibly().onExit().join();
    }

    /** The process of a UPS's driver. */
    ProcessHandle driver(String ups) {
        return running.get(ups).toHandle();
    }

    /** What all have said. */
    @Override
    public String toString() {
        StringBuilder said = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            for (String who : running.keySet()) {
                Path output = folder.resolve(who + "." + i);
                try {
                    said.append(Files.exists(output) ? "--- " + output.getFileName() + "\n" + Files.readString(output) : "");
                } catch (IOException unreadable) {
                    said.append(unreadable);
                }
            }
        }
        return said.toString();
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroyForcibly);
        for (Process process : running.values()) {
            process.onExit().join();
        }
    }
}
