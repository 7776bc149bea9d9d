package nut.jail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import nut.common.posix.Credentials;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;

/**
 * An upsd, ours or Debian's, with three UPSes: {@code a} is a dummy-ups at work, {@code stopped} one that says nothing any more, and
 * {@code gone} has no driver.
 */
final class ServedDummies implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Path folder;
    private final int port;
    private final Deque<Process> processes = new ArrayDeque<>();

    private ServedDummies(Path folder) throws IOException {
        this.folder = folder;
        this.port = FreePort.find();
    }

    static ServedDummies ours(Path folder, Path tree) throws IOException {
        return start(folder, List.of(tree.resolve("bin/dummy-ups").toString(), "-F"), List.of(tree.resolve("sbin/upsd").toString(), "-F"));
    }

    static ServedDummies debians(Path folder) throws IOException {
        List<String> driver = new ArrayList<>(List.of("/lib/nut/dummy-ups", "-F"));
        List<String> upsd = new ArrayList<>(List.of("/lib/nut/upsd", "-F"));
        if (Credentials.isRoot()) {
            driver.addAll(List.of("-u", "root"));
            upsd.addAll(List.of("-u", "root"));
        }
        return start(folder, driver, upsd);
    }

    private static ServedDummies start(Path folder, List<String> driver, List<String> upsd) throws IOException {
        ServedDummies served = new ServedDummies(folder);
        try {
            served.configure();
            Process stopped = served.launch(driver, "-a", "stopped");
            served.launch(driver, "-a", "a");
            served.launch(upsd);
            Await.until("upsd serves both", SECONDS, () -> served.asks("/usr/bin/upsc", "a").contains("ups.status: OL")
                && served.asks("/usr/bin/upsc", "stopped").contains("ups.status: OL"));
            new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid())).start().waitFor();
            return served;
        } catch (IOException | RuntimeException failed) {
            served.close();
            throw failed;
        } catch (InterruptedException interrupted) {
            served.close();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void configure() throws IOException {
        Path device = folder.resolve("a.dev");
        Files.writeString(device, """
            ups.status: OL
            ups.load: 23
            ups.mfr: Example
            ups.model: Model "X" #1
            ups.id: Rack
            battery.charge: 100
            input.voltage: 230.5
            """);
        Files.writeString(folder.resolve("ups.conf"), """
            [a]
                driver = dummy-ups
                mode = dummy-once
                port = %1$s
                desc = "Rack 4"
            [stopped]
                driver = dummy-ups
                mode = dummy-once
                port = %1$s
            [gone]
                driver = dummy-ups
                port = %1$s
            """.formatted(device));
        Files.writeString(folder.resolve("upsd.conf"), "MAXAGE 4\nLISTEN 127.0.0.1 " + port + "\n");
        Files.writeString(folder.resolve("upsd.users"), """
            [admin]
                password = pw
                actions = SET
                instcmds = ALL
            [weak]
                password = pw
            """);
        for (String secret : new String[] {"ups.conf", "upsd.conf", "upsd.users"}) {
            Files.setPosixFilePermissions(folder.resolve(secret), PosixFilePermissions.fromString("rw-r-----"));
        }
        Files.createDirectories(folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    }

    private Process launch(List<String> program, String... more) throws IOException {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of(more));
        Path said = folder.resolve("served." + processes.size() + ".out");
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        String state = folder.resolve("state").toString();
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.toString(), "NUT_STATEPATH", state, "NUT_ALTPIDPATH", state));
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** Waits until the server says that the silent UPS is stale. */
    void awaitStale(Path upsc) {
        Await.until("the silent UPS is stale", SECONDS, () -> asks(upsc.toString(), "stopped").contains("Data stale"));
    }

    private String asks(String upsc, String ups) throws IOException {
        Process process = new ProcessBuilder(upsc, ups + "@" + address()).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Where it serves. */
    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            process.onExit().join();
        }
    }
}
