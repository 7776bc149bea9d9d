package nut.common.daemon;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class of these tests in a JVM of its own, from a class path, as in a build tree. */
public final class ChildJvm {
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path out;
    private final Path err;

    /** How a child ended and what it said. */
    public record End(int status, String out, String err) {
    }

    private ChildJvm(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a main class; what it says is kept in files of the folder. */
    public static ChildJvm start(Path folder, Map<String, String> environment, Class<?> main, String... arguments) {
        return start(folder, environment, classPath(), main.getName(), arguments);
    }

    /** Starts a main class by nohup(1), so with SIGHUP ignored. */
    static ChildJvm startByNohup(Path folder, Class<?> main, String... arguments) {
        return start(folder, Map.of(), List.of("nohup"), classPath(), main.getName(), arguments);
    }

    /** The same with another class path. */
    public static ChildJvm start(Path folder, Map<String, String> environment, String classPath, String main, String... arguments) {
        return start(folder, environment, List.of(), classPath, main, arguments);
    }

    private static ChildJvm start(Path folder, Map<String, String> environment, List<String> launcher, String classPath, String main,
            String... arguments) {
        List<String> line = new ArrayList<>(launcher);
        line.addAll(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
        line.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("NUT_") || name.equals("NOTIFY_SOCKET"));
            builder.environment().putAll(environment);
            return new ChildJvm(builder.start(), out, err);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Everything that this JVM runs from, module path and class path alike. */
    public static String classPath() {
        return String.join(File.pathSeparator, Path.of("target/classes").toAbsolutePath().toString(),
            Path.of("target/test-classes").toAbsolutePath().toString(), System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** What it has written to standard output so far. */
    public String out() {
        return text(out);
    }

    /** Waits for its end. */
    public End end() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + PATIENCE_SECONDS + " s; out: " + text(out) + " err: " + text(err));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
        return new End(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
