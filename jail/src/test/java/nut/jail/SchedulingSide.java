package nut.jail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nut.jail.chain.Await;

/** One upssched, Debian's or ours, with a configuration and a CMDSCRIPT of its own that writes down what it is called with. */
final class SchedulingSide implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Path folder;
    private final Path program;
    private int calls;

    SchedulingSide(Path folder, Path program) {
        this.folder = folder;
        this.program = program;
    }

    /** Writes upssched.conf with these rules. */
    void configure(String... rules) throws IOException {
        Path script = Files.writeString(folder.resolve("cmd"), "#!/bin/sh\nprintf '%s|%s|%s|%s|%s\\n' \"$#\" \"$1\" \"$NOTIFYTYPE\""
            + " \"$UPSNAME\" \"$NOTIFYMSG\" >> " + folder.resolve("called") + "\ntest \"$1\" != bad\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> conf = new ArrayList<>(List.of("CMDSCRIPT " + script, "PIPEFN " + pipe(), "LOCKFN " + folder.resolve("lock")));
        conf.addAll(List.of(rules));
        Files.write(folder.resolve("upssched.conf"), conf);
    }

    private Path pipe() {
        return folder.resolve("pipe");
    }

    /** Calls it as upsmon does, and returns its exit status. */
    int call(String type, String ups) throws IOException, InterruptedException {
        return run(Map.of("NOTIFYTYPE", type, "UPSNAME", ups), "UPS " + ups + ": " + type);
    }

    /** Calls it with nothing but this in its environment of what upsmon sets. */
    int run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.startsWith("NOTIFY") || name.equals("UPSNAME"));
        builder.environment().put("NUT_CONFPATH", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        calls++;
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(program + " has not ended after " + SECONDS + " s: " + said());
        }
        return process.exitValue();
    }

    /** What it printed, for messages. */
    String said() {
        try {
            return program + ", " + calls + " calls: " + Files.readString(folder.resolve("said"));
        } catch (IOException nothing) {
            return program + ": " + nothing;
        }
    }

    /** What CMDSCRIPT was called with: number of arguments, argument, NOTIFYTYPE, UPSNAME, NOTIFYMSG. */
    List<String> called() {
        try {
            return Files.exists(folder.resolve("called")) ? Files.readAllLines(folder.resolve("called")) : List.of();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The same without NOTIFYMSG, which NUT has since 2.8.5. */
    List<String> calledWithoutMessage() {
        return called().stream().map(line -> line.substring(0, line.lastIndexOf('|'))).toList();
    }

    void awaitCalls(int count) {
        Await.until(program + " has called CMDSCRIPT " + count + " times, not " + called(), SECONDS, () -> called().size() >= count);
    }

    /** Waits until it has no timer any more, and nothing to wait for. */
    void awaitEndOfDaemon() {
        Await.until("the timer daemon of " + program + " ends", SECONDS, () -> Files.notExists(pipe()) && processes().isEmpty());
    }

    private List<ProcessHandle> processes() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> environment(one).contains("NUT_CONFPATH=" + folder + "\0")).toList();
        }
    }

    private static String environment(ProcessHandle process) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
