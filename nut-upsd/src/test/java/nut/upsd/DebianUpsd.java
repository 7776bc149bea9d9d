package nut.upsd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A private instance of Debian's upsd (package nut-server) with scripted drivers, on a loopback port of its own. */
final class DebianUpsd implements AutoCloseable {
    static final Path PROGRAM = Path.of("/lib/nut/upsd");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<ScriptedDriver> drivers = new ArrayList<>();
    private final InetSocketAddress address;
    private final Process process;

    DebianUpsd(Path directory) throws IOException {
        this(directory, "");
    }

    /** With more lines in its upsd.conf. */
    DebianUpsd(Path directory, String lines) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Files.write(directory.resolve("ups.conf"), StateFile.resource("ups.conf"));
        Files.write(directory.resolve("upsd.users"), StateFile.resource("upsd.users"));
        Files.writeString(directory.resolve("upsd.conf"), "MAXAGE 600\nLISTEN 127.0.0.1 " + address.getPort() + "\n" + lines);
        for (String ups : List.of("su700", "bare", "lost", "doomed")) {
            drivers.add(new ScriptedDriver(directory, ups));
        }
        ProcessBuilder builder = new ProcessBuilder(PROGRAM.toString(), "-F", "-u", System.getProperty("user.name"));
        builder.environment().put("NUT_CONFPATH", directory.toString());
        builder.environment().put("NUT_STATEPATH", directory.toString());
        builder.environment().put("NUT_ALTPIDPATH", directory.toString());
        process = builder.redirectErrorStream(true).redirectOutput(directory.resolve("upsd.log").toFile()).start();
        awaitService(directory);
    }

    InetSocketAddress address() {
        return address;
    }

    /** It serves when it has the whole dump of each driver. */
    private void awaitService(Path directory) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!(answers("GET VAR su700 ups.testx", "VAR ") && answers("GET VAR bare ups.status", "VAR bare ups.status \"OB")
            && answers("GET VAR doomed ups.status", "VAR doomed ups.status \"OB")
            && answers("GET VAR lost ups.status", "ERR DATA-STALE"))) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new AssertionError("NUT's upsd does not serve: " + Files.readString(directory.resolve("upsd.log")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean answers(String question, String beginning) {
        try {
            SocketWire wire = new SocketWire(address);
            wire.send((question + "\n").getBytes(StandardCharsets.US_ASCII));
            String answer = wire.receive();
            wire.close();
            return answer != null && answer.startsWith(beginning);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        for (ScriptedDriver driver : drivers) {
            driver.close();
        }
    }
}
