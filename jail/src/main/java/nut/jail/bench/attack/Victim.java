package nut.jail.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;

/** An upsd of the installed tree with a dummy UPS of 45 variables; at most {@value #OPEN_FILES} files open. */
final class Victim implements AutoCloseable {
    static final String UPS = "dummy";
    private static final int OPEN_FILES = 4096;
    private static final int VARIABLES = 45;
    private static final int START_SECONDS = 30;

    private final Path work;
    private final Map<String, String> environment;
    private final InetSocketAddress address;
    private final boolean speaksTls;
    private final Process driver;
    private final Process upsd;

    Victim(Path tree, Path work) throws IOException {
        this.work = work;
        this.address = new InetSocketAddress("127.0.0.1", FreePort.find());
        Path conf = Files.createDirectories(work.resolve("etc"));
        Path state = Files.createDirectories(work.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
        environment = Map.of("NUT_CONFPATH", conf.toString(), "NUT_STATEPATH", state.toString(), "NUT_PIDPATH", state.toString());
        Files.writeString(conf.resolve("ups.conf"), "[" + UPS + "]\n driver = dummy-ups\n port = dummy.dev\n");
        speaksTls = Certificate.make(conf.resolve("upsd.pem"), Certificate.Key.P256);
        Files.writeString(conf.resolve("upsd.conf"),
            "LISTEN 127.0.0.1 " + address.getPort() + "\n" + (speaksTls ? "CERTFILE upsd.pem\n" : ""));
        Files.setPosixFilePermissions(Files.writeString(conf.resolve("upsd.users"), "[mon]\n password = mon\n upsmon secondary\n"),
            PosixFilePermissions.fromString("rw-r-----"));
        StringBuilder variables = new StringBuilder("ups.status: OL\n");
        for (int i = 0; i < VARIABLES; i++) {
            variables.append("outlet.").append(i).append(".desc: the outlet with the number ").append(i).append('\n');
        }
        Files.writeString(conf.resolve("dummy.dev"), variables);
        driver = start("dummy-ups", tree.resolve("bin/dummy-ups") + " -F -a " + UPS);
        upsd = start("upsd", "ulimit -n " + OPEN_FILES + " && exec " + tree.resolve("sbin/upsd") + " -F");
        Await.until("upsd serves the UPS", START_SECONDS, () -> {
            try (NutConnection probe = NutConnection.open(address, Duration.ofSeconds(2))) {
                return probe.variable(UPS, "ups.status").equals("OL");
            }
        });
    }

    private Process start(String name, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command.startsWith("ulimit") ? command : "exec " + command))
            .redirectErrorStream(true).redirectOutput(work.resolve(name + ".out").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Whether it has a certificate, which takes an openssl. */
    boolean speaksTls() {
        return speaksTls;
    }

    boolean lives() {
        return upsd.isAlive();
    }

    /** Lines that upsd has written so far. */
    long logLines() throws IOException {
        try (var lines = Files.lines(work.resolve("upsd.out"))) {
            return lines.count();
        }
    }

    /** The memory that upsd has in use, in kB; 0 when it is gone. */
    long residentKilobytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + upsd.pid() + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.split("\\s+")[1]);
                }
            }
            return 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        for (Process process : new Process[] {upsd, driver}) {
            process.destroy();
            try {
                if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
