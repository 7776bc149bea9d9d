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
import nut.jail.chain.Await;
import nut.jail.chain.FreePort;

/** Programs of the installed tree that work in one folder with one configuration until they are closed. */
final class Programs implements AutoCloseable {
    static final Path TREE = Path.of(System.getProperty("nut.tree"));
    static final int SECONDS = 60;

    private final Path folder;
    private final int port;
    private final Deque<Process> started = new ArrayDeque<>();
    private int count;

    Programs(Path folder) throws IOException {
        this.folder = folder;
        this.port = FreePort.find();
        write("upsd.conf", "LISTEN 127.0.0.1 " + port + "\n");
        write("upsd.users", "");
        Files.createDirectories(folder.resolve("state"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
    }

    /** Writes a file of the configuration. */
    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
    }

    /** Where upsd listens on 127.0.0.1. */
    int port() {
        return port;
    }

    /** Starts a program that stays in the foreground. */
    Process start(String program, String... arguments) throws IOException {
        Process process = launch(program, folder.resolve(++count + ".out"), arguments);
        started.push(process);
        return process;
    }

    /** Runs a program to its end, and gives what it said; it must end well. */
    String run(String program, String... arguments) throws IOException, InterruptedException {
        Path said = folder.resolve(++count + ".out");
        int status = launch(program, said, arguments).waitFor();
        String text = Files.readString(said, StandardCharsets.ISO_8859_1);
        if (status != 0) {
            throw new IOException(program + " ends with " + status + ": " + text);
        }
        return text;
    }

    private Process launch(String program, Path said, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(TREE.resolve(program).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        String state = folder.resolve("state").toString();
        builder.environment().putAll(Map.of("NUT_CONFPATH", folder.toString(), "NUT_STATEPATH", state, "NUT_ALTPIDPATH", state,
            "NUT_PIDPATH", folder.toString()));
        return builder.start();
    }

    /** Waits until upsd serves a UPS whose status begins with OL. */
    void awaitOnLine(String ups) {
        Await.until("upsd serves " + ups, SECONDS, () -> run("bin/upsc", ups + "@127.0.0.1:" + port, "ups.status").startsWith("OL"));
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        for (Process process : started) {
            process.onExit().join();
        }
    }
}
