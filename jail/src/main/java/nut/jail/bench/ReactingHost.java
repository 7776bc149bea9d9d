package nut.jail.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nut.common.posix.BootClock;
import nut.common.posix.Credentials;
import nut.common.protocol.ErrorAnswer;
import nut.common.protocol.NutConnection;
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;
import nut.jail.chain.SimulatedUps;

/** A simulated Smart-UPS and one suite that watches it, in a folder; NOTIFYCMD and SHUTDOWNCMD write down when they run. */
final class ReactingHost implements AutoCloseable {
    private static final String UPS = "su700";
    private static final int PATIENCE_SECONDS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path folder;
    private final Suite suite;
    private final int port;
    private SimulatedUps ups;
    private final List<Process> processes = new ArrayList<>();
    private Process upsd;
    private Process upsmon;
    private List<ProcessHandle> children = List.of();
    private int count;

    ReactingHost(Path tree, Path folder, Suite suite) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.suite = suite;
        this.port = FreePort.find();
        Files.createDirectory(folder.resolve("state"), PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwxrwx---")));
        Files.createDirectory(folder.resolve("told"));
        mode(folder.resolve("told"), "rwxrwxrwx");
        write("ups.conf", "[" + UPS + "]\n  driver = " + suite.driverName() + "\n  port = " + folder.resolve("ttyS1") + "\n", "rw-r-----");
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\n", "rw-r-----");
        write("upsd.users", "[monitor]\n  password = pass\n  upsmon primary\n", "rw-r-----");
        write("notify", "#!/bin/sh\necho $(date +%s%N) $NOTIFYTYPE >> " + told("notified") + "\n", "rwxr-xr-x");
        write("down", "#!/bin/sh\necho $(date +%s%N) DOWN >> " + told("down") + "\n", "rwxr-xr-x");
        write("upsmon.conf", "MONITOR " + UPS + "@127.0.0.1:" + port + " 1 monitor pass primary\nFINALDELAY 0\nSHUTDOWNCMD "
            + folder.resolve("down") + "\nNOTIFYCMD " + folder.resolve("notify") + "\nNOTIFYFLAG ONLINE EXEC\nNOTIFYFLAG ONBATT EXEC\n"
            + "NOTIFYFLAG LOWBATT EXEC\nNOTIFYFLAG FSD EXEC\nNOTIFYFLAG SHUTDOWN EXEC\nNOTIFYFLAG COMMBAD EXEC\n"
            + (Credentials.isRoot() ? "RUN_AS_USER " + suite.monitor() + "\n" : ""), "rw-r-----");
        try {
            ups = SimulatedUps.start(tree, folder);
            start(suite.driver(), "-a", UPS);
            startUpsd();
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void startUpsd() throws IOException {
        upsd = start(suite.upsd());
        Await.until("upsd serves OL", PATIENCE_SECONDS, () -> status().startsWith("OL"));
    }

    /** An upsmon that has logged in. */
    void startUpsmon() throws IOException {
        upsmon = start(suite.upsmon());
        Await.until("upsmon logs in", PATIENCE_SECONDS, () -> logins() == 1);
        // One of NUT's may outlive its parent.
        children = upsmon.descendants().toList();
    }

    /** Ends upsd, and with it the forced shutdown, and starts it anew; upsmon has ended by itself. */
    void afterShutdown() throws IOException {
        stop(upsmon);
        stopChildren();
        ups.tell("charge 100");
        ups.tell("mains on");
        stop(upsd);
        startUpsd();
    }

    /**
     * Milliseconds from a byte that the UPS sends to a command that runs.
     *
     * @param command   has the UPS send the byte
     * @param byteInLog as the UPS's log has it
     * @param file      what the command writes to: notified or down
     * @param word      what it writes
     */
    double reaction(String command, String byteInLog, String file, String word) throws IOException {
        long asked = BootClock.nanos();
        int before = lines(file, word).size();
        ups.tell(command);
        Await.until(file + " has " + word, PATIENCE_SECONDS, () -> lines(file, word).size() > before);
        Instant now = Instant.now();
        long wallMinusBoot = now.getEpochSecond() * 1_000_000_000L + now.getNano() - BootClock.nanos();
        long sent = ups.log().first(byteInLog, asked).orElseThrow();
        return (Long.parseLong(lines(file, word).get(before).split(" ")[0]) - wallMinusBoot - sent) / 1e6;
    }

    private List<String> lines(String file, String word) throws IOException {
        return Files.exists(told(file)) ? Files.readAllLines(told(file)).stream().filter(line -> line.endsWith(" " + word)).toList()
            : List.of();
    }

    private Path told(String file) {
        return folder.resolve("told").resolve(file);
    }

    private String status() throws IOException, ErrorAnswer {
        try (NutConnection client = NutConnection.open("127.0.0.1", port, TIMEOUT)) {
            return client.variable(UPS, "ups.status");
        }
    }

    private int logins() throws IOException, ErrorAnswer {
        try (NutConnection client = NutConnection.open("127.0.0.1", port, TIMEOUT)) {
            return client.logins(UPS);
        }
    }

    private Process start(List<String> command, String... more) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).directory(folder.toFile())
            .redirectOutput(folder.resolveSibling(folder.getFileName() + "-" + Path.of(line.getFirst()).getFileName() + "." + ++count
                + ".out").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_"));
        for (String name : List.of("NUT_CONFPATH", "NUT_ALTPIDPATH", "NUT_PIDPATH")) {
            builder.environment().put(name, folder.toString());
        }
        builder.environment().put("NUT_STATEPATH", folder.resolve("state").toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private void write(String file, String text, String mode) throws IOException {
        mode(Files.writeString(folder.resolve(file), text), mode);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void stop(Process process) {
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

    private void stopChildren() {
        children.forEach(ProcessHandle::destroy);
        Await.until("upsmon's children end", PATIENCE_SECONDS, () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        stopChildren();
        processes.reversed().forEach(ReactingHost::stop);
        if (ups != null) {
            ups.close();
        }
    }
}
