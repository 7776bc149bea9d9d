package nut.driver.dummy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;

/** Debian's upsd and dummy-ups (package nut-server) as a source to repeat, in a folder and at a port of their own. */
final class DebianSource implements AutoCloseable {
    static final Path UPSD = Path.of("/lib/nut/upsd");
    private static final Path DRIVER = Path.of("/lib/nut/dummy-ups");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /** Starts both with the text as the file of a UPS named source, and returns when it is served. */
    DebianSource(Path folder, String text) throws IOException {
        this.folder = folder;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Files.writeString(folder.resolve("source.dev"), text);
        Files.writeString(folder.resolve("ups.conf"), "[source]\ndriver = dummy-ups\nport = source.dev\n");
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + port + "\n");
        Files.writeString(folder.resolve("upsd.users"), "[repeater]\npassword = secret\nactions = SET\ninstcmds = ALL\n");
        start(DRIVER.toString(), "-F", "-a", "source");
        start(UPSD.toString(), "-F");
        awaitService();
    }

    String address() {
        return "source@127.0.0.1:" + port;
    }

    /** Ends the driver alone, so that its upsd has nothing to say any more. */
    void endDriver() throws InterruptedException {
        processes.getFirst().destroy();
        processes.getFirst().waitFor();
    }

    void startDriver() throws IOException {
        processes.set(0, process(DRIVER.toString(), "-F", "-a", "source"));
    }

    private void start(String... command) throws IOException {
        processes.add(process(command));
    }

    private Process process(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("-u", System.getProperty("user.name")));
        ProcessBuilder builder = new ProcessBuilder(words);
        for (String variable : List.of("NUT_CONFPATH", "NUT_STATEPATH", "NUT_ALTPIDPATH")) {
            builder.environment().put(variable, folder.toString());
        }
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
    }

    private void awaitService() throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!serves()) {
            if (System.nanoTime() > deadline) {
                close();
                throw new AssertionError("NUT's upsd does not serve: " + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean serves() {
        try (NutConnection connection = NutConnection.open("127.0.0.1", port, Duration.ofSeconds(2))) {
            return !connection.variable("source", "ups.status").equals("WAIT");
        } catch (IOException | ErrorAnswer notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
