package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;

/** A upsd with its drivers, ours or NUT's, in a folder of its own and on a loopback port of its own. */
final class Server implements AutoCloseable {
    /** The UPS whose variables are in smart-ups.dev. */
    static final String UPS = "smartups";

    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_CONNECTIONS = 10_300;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();
    private Process upsd;

    private Server(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.port = FreePort.find();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\nMAXCONN " + MOST_CONNECTIONS + "\nMAXAGE 60\n");
        write("upsd.users", "");
    }

    /** A upsd with dummy-ups, as {@code programs} has them. */
    static Server withDummy(Path folder, Programs programs, Path device) throws IOException {
        Server server = new Server(folder);
        try {
            Files.copy(device, folder.resolve("smart-ups.dev"));
            server.write("ups.conf", "[" + UPS + "]\n  driver = dummy-ups\n  port = smart-ups.dev\n  mode = dummy-once\n");
            server.start(programs.driver(UPS));
            server.serve(programs.upsd(), UPS);
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /** Our upsd with this many UPSes, named ups0 and so on, that one {@link Publisher} publishes. */
    static Server withPublisher(Path folder, Programs programs, int count, int everyMillis, int warmUp) throws IOException {
        Server server = new Server(folder);
        try {
            StringBuilder conf = new StringBuilder();
            for (int i = 0; i < count; i++) {
                conf.append("[ups").append(i).append("]\n  driver = publisher\n  port = none\n");
            }
            server.write("ups.conf", conf.toString());
            server.start(Publisher.command(folder, count, everyMillis, warmUp));
            server.serve(programs.upsd(), "ups" + (count - 1));
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    int port() {
        return port;
    }

    ProcessFigures figures() {
        return new ProcessFigures(upsd.pid());
    }

    /** A client of this server. */
    NutConnection connect() throws IOException {
        return NutConnection.open("127.0.0.1", port, TIMEOUT);
    }

    private void serve(List<String> command, String ups) throws IOException {
        upsd = start(command);
        Await.until(command.getFirst() + " serves " + ups, PATIENCE_SECONDS, () -> answers(ups));
    }

    private boolean answers(String ups) throws IOException, ErrorAnswer {
        if (!processes.stream().allMatch(Process::isAlive)) {
            throw new IOException("a program has ended; see " + folder);
        }
        try (NutConnection client = connect()) {
            return !client.variable(ups, "ups.status").isEmpty();
        }
    }

    private Process start(List<String> command) throws IOException {
        Path said = folder.resolveSibling(folder.getFileName() + "-" + Path.of(command.getFirst()).getFileName() + ".out");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile())
            .directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        for (String name : List.of("NUT_CONFPATH", "NUT_STATEPATH", "NUT_ALTPIDPATH", "NUT_PIDPATH")) {
            builder.environment().put(name, folder.toString());
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void write(String file, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(file), text);
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stopping) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
